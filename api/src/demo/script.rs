//! Who does what to whose review: the stories of an authority, written by chance and turn.

use chrono::{Datelike, Days, NaiveDate, Weekday};
use entity::enums::{DeliveryModel, Discipline, ParticipantCapacity, ReviewEnd, VisitPlace};

use super::chapters::{Chapter, ENDS, chapter};
use super::checks;
use super::children::{DemoChild, special};
use super::dice::Dice;
use super::halves;
use super::people::DemoPractitioner;
use super::stories::{Act, Party, Step, Story};
use super::templates::{CONCERNS, Template};

/// The stories of an authority. Children below 22 months have none yet; those past 30 months have missed it.
pub fn stories(
    children: &[DemoChild],
    practitioners: &[DemoPractitioner],
    default_model: DeliveryModel,
    today: NaiveDate,
    dice: &mut Dice,
) -> Vec<Story> {
    let mut stories = Vec::new();
    let mut counts = Counts::default();
    for (child, number) in children.iter().zip(1..) {
        let age = age_in_months(child.birth_date, today);
        if number > special::LAST && !(22..30).contains(&age) {
            continue;
        }
        let chapter = chapter(number, counts.stories);
        let model = model(child, practitioners, default_model);
        let mut writer = Writer {
            child,
            model,
            today,
            dice,
            steps: Vec::new(),
            counts: &mut counts,
        };
        writer.write(chapter);
        stories.push(Story {
            child: child.id.clone(),
            steps: writer.steps,
        });
        counts.stories += 1;
    }
    stories
}

fn age_in_months(birth_date: NaiveDate, today: NaiveDate) -> i32 {
    let months = |date: NaiveDate| date.year() * 12 + i32::try_from(date.month0()).unwrap_or(0);
    months(today) - months(birth_date) - i32::from(today.day() < birth_date.day())
}

/// `None` for the default; a child in no setting has the health half alone; who is not trained cannot meet jointly.
fn model(
    child: &DemoChild,
    practitioners: &[DemoPractitioner],
    default: DeliveryModel,
) -> Option<DeliveryModel> {
    let Some(key_person) = child.key_person else {
        return Some(DeliveryModel::HealthOnly);
    };
    let is_trained = |person: &DemoPractitioner| person.id == key_person && person.trained.contains(&default);
    let trained = practitioners.iter().any(is_trained);
    (!trained).then_some(DeliveryModel::SeparateDirectShare)
}

/// How often each kind of thing has happened so far: by it the kinds take turns, so that each of them is there.
#[derive(Default)]
struct Counts {
    stories: usize,
    concerns: usize,
    referrals: usize,
    halves: usize,
    checks: usize,
    ends: [usize; ENDS.len()],
}

/// Counts one more; gives how many there were before.
const fn one_more(count: &mut usize) -> usize {
    *count += 1;
    *count - 1
}

const fn agreed(agreed: bool) -> Act {
    Act::RecordParentAgreement { referral: 0, agreed }
}

/// How many of its acts a referral has behind it, by turn, and what has come instead of the next one.
const fn referral_end(turn: usize) -> (usize, Option<Act>) {
    match turn % 9 {
        0 => (6, None),
        1 => (4, None),
        2 => {
            let reason = "Please add the date of the hearing test.";
            (5, Some(Act::ReturnReferral { referral: 0, reason }))
        }
        3 => (2, None),
        4 => (2, Some(agreed(false))),
        5 => {
            let reason = "Below our threshold; advice is enclosed.";
            (5, Some(Act::RejectReferral { referral: 0, reason }))
        }
        6 => (3, None),
        7 => {
            let reason = "The family found help elsewhere.";
            (4, Some(Act::WithdrawReferral { referral: 0, reason }))
        }
        _ => (1, None),
    }
}

/// Writes one story.
struct Writer<'a> {
    child: &'a DemoChild,
    model: Option<DeliveryModel>,
    today: NaiveDate,
    dice: &'a mut Dice,
    steps: Vec<Step>,
    counts: &'a mut Counts,
}

impl Writer<'_> {
    fn write(&mut self, chapter: Chapter) {
        self.health(Act::Plan { model: self.model });
        match chapter {
            Chapter::Planned => {}
            Chapter::FamilyInvited => self.invite_family(),
            Chapter::PartiesInvited => self.invite_parties(),
            Chapter::PartyDeclined => self.decline(),
            Chapter::PartiesAccepted => self.accept(),
            Chapter::Scheduled => self.schedule(),
            Chapter::Rescheduled => self.reschedule(),
            Chapter::Apologies => self.apologise(),
            Chapter::ModelChanged => self.change_model(),
            // Every other one has both halves handed in.
            Chapter::Concern => self.halves(self.counts.halves.is_multiple_of(2)),
            Chapter::BothHalves => self.halves(true),
            Chapter::ConcernWithdrawn => {
                let (by, _) = self.raise(|template| template.raised_by.is_some());
                let reason = "Seen again two weeks later: not there any more.";
                self.step(by, Act::WithdrawConcern { concern: 0, reason });
            }
            Chapter::Referral => {
                self.refer();
                self.health_half(false);
                self.progress_check(true, false);
            }
            Chapter::Ended => self.end(),
        }
    }

    fn step(&mut self, by: Party, act: Act) {
        self.steps.push(Step { by, act });
    }

    fn health(&mut self, act: Act) {
        self.step(Party::Practitioner(self.child.health_visitor), act);
    }

    fn carer(&self) -> Option<Party> {
        self.child
            .carers
            .first()
            .map(|carer| Party::Carer(carer.id.clone()))
    }

    /// The parties beside the health visitor, who leads the health half from the start.
    fn parties(&self) -> Vec<(Party, ParticipantCapacity)> {
        let key_person = self
            .child
            .key_person
            .map(|id| (Party::Practitioner(id), ParticipantCapacity::EarlyYearsLead));
        let carer = self
            .carer()
            .map(|carer| (carer, ParticipantCapacity::ParentOrCarer));
        key_person.into_iter().chain(carer).collect()
    }

    fn invite_family(&mut self) {
        self.health(Act::InviteFamily);
    }

    fn invite_parties(&mut self) {
        self.invite_family();
        let lead = Party::Practitioner(self.child.health_visitor);
        self.health(Act::InviteParticipant {
            party: lead,
            capacity: ParticipantCapacity::HealthLead,
        });
        for (party, capacity) in self.parties() {
            self.health(Act::InviteParticipant { party, capacity });
        }
    }

    fn accept(&mut self) {
        self.invite_parties();
        self.health(Act::Accept);
        for (party, _) in self.parties() {
            // Only carers who sign in answer for themselves.
            let signs_in = self
                .child
                .carers
                .first()
                .is_some_and(|carer| carer.subject.is_some());
            if matches!(party, Party::Practitioner(_)) || signs_in {
                self.step(party, Act::Accept);
            }
        }
    }

    fn decline(&mut self) {
        self.invite_parties();
        self.health(Act::Accept);
        if let Some(id) = self.child.key_person {
            let reason = "The child starts with another key person next month.";
            self.step(Party::Practitioner(id), Act::Decline { reason });
        }
    }

    fn schedule(&mut self) {
        self.accept();
        let place = match (self.model, self.child.setting) {
            (None, Some(setting)) if !setting.starts_with("CMI") => VisitPlace::EarlyYearsSetting,
            (_, Some(_)) => VisitPlace::ClinicOneToOne,
            (_, None) => VisitPlace::FamilyHome,
        };
        let days_ahead = self.days_ahead(3, 40);
        self.health(Act::Schedule { days_ahead, place });
    }

    fn reschedule(&mut self) {
        self.schedule();
        let days_ahead = self.days_ahead(45, 20);
        self.health(Act::Reschedule {
            days_ahead,
            reason: "The father can come only later.",
        });
    }

    fn apologise(&mut self) {
        self.invite_parties();
        self.health(Act::Accept);
        if let Some(id) = self.child.key_person {
            let contribution =
                "She talks in short sentences, loves the water tray and settles quickly after goodbye.";
            self.step(Party::Practitioner(id), Act::Apologise { contribution });
        }
    }

    fn change_model(&mut self) {
        self.accept();
        let model = DeliveryModel::SeparateByException;
        self.health(Act::ChangeModel {
            model,
            reason: "The family cannot come to one meeting during the day.",
        });
    }

    /// Raises the next wanted concern that fits the child; gives who raised it and which it was.
    fn raise(&mut self, wanted: impl Fn(&Template) -> bool) -> (Party, &'static Template) {
        self.schedule();
        let number = one_more(&mut self.counts.concerns);
        let health = Party::Practitioner(self.child.health_visitor);
        let early_years = self.child.key_person.map(Party::Practitioner);
        let signs_in = self
            .child
            .carers
            .first()
            .is_some_and(|carer| carer.subject.is_some());
        let parent = self.carer().filter(|_| signs_in);
        let by = |template: &Template| match template.raised_by {
            Some(Discipline::Health) => Some(health.clone()),
            Some(Discipline::EarlyYears) => early_years.clone(),
            None => parent.clone(),
        };
        // A childminder's child comes with the childminder's own concern.
        let with_childminder = self
            .child
            .setting
            .is_some_and(|setting| setting.starts_with("CMI"));
        let from = if with_childminder { 0 } else { number };
        let mut turns = CONCERNS
            .iter()
            .cycle()
            .skip(from)
            .take(CONCERNS.len())
            .filter(|one| wanted(one));
        let found = turns.find_map(|template| by(template).map(|by| (by, template)));
        let [commonest, ..] = &CONCERNS;
        let (by, template) = found.unwrap_or((health, commonest));
        self.step(by.clone(), Act::RaiseConcern(template));
        if number.is_multiple_of(3) {
            let text = "The parents see the same at home.";
            self.step(by.clone(), Act::AddToConcern { concern: 0, text });
        }
        (by, template)
    }

    /// A concern and its referral, as far as it has come.
    fn refer(&mut self) {
        let (_, template) = self.raise(|template| template.referral.is_some());
        let Some(template) = &template.referral else {
            return;
        };
        let health = Party::Practitioner(self.child.health_visitor);
        let service = Party::Practitioner("HSL-1");
        let acts = [
            (&health, Act::DraftReferral { concern: 0, template }),
            (&health, Act::ProposeReferral { referral: 0 }),
            (&health, agreed(true)),
            (&health, Act::SendReferral { referral: 0 }),
            (&service, Act::AcknowledgeReferral { referral: 0 }),
            (&service, Act::AcceptReferral { referral: 0 }),
        ];
        let (acts_done, last) = referral_end(one_more(&mut self.counts.referrals));
        let last = last.map(|act| match act {
            Act::ReturnReferral { .. } | Act::RejectReferral { .. } => (&service, act),
            _ => (&health, act),
        });
        for (by, act) in acts.into_iter().take(acts_done).chain(last) {
            self.step(by.clone(), act);
        }
    }

    /// A concern, and both halves.
    fn halves(&mut self, is_complete: bool) {
        self.raise(|_| true);
        self.health_half(is_complete);
        self.progress_check(true, is_complete);
    }

    /// The health half, after a contact today.
    fn health_half(&mut self, is_complete: bool) {
        let number = one_more(&mut self.counts.halves);
        for act in halves::health(self.child.birth_date, self.today, number, is_complete) {
            self.health(act);
        }
    }

    /// The progress check, by the key person, where the child is in a setting.
    fn progress_check(&mut self, has_concern: bool, is_complete: bool) {
        let Some(key_person) = self.child.key_person else {
            return;
        };
        let number = one_more(&mut self.counts.checks);
        for act in checks::check(number, (has_concern, is_complete)) {
            self.step(Party::Practitioner(key_person), act);
        }
    }

    fn end(&mut self) {
        let possible = |end: ReviewEnd| end != ReviewEnd::EarlyYearsOnly || self.child.setting.is_some();
        let turns = ENDS
            .iter()
            .zip(&mut self.counts.ends)
            .filter(|((end, _), _)| possible(*end));
        let Some(((end, reason), times)) = turns.min_by_key(|(_, times)| **times) else {
            return;
        };
        *times += 1;
        let (end, reason) = (*end, *reason);
        match end {
            ReviewEnd::EnteredInError => {}
            ReviewEnd::HealthOnly => {
                self.schedule();
                self.health_half(true);
            }
            ReviewEnd::EarlyYearsOnly => {
                self.schedule();
                self.progress_check(false, true);
            }
            _ => self.invite_family(),
        }
        self.health(Act::End { end, reason });
    }

    /// Some days ahead, on a working day.
    fn days_ahead(&mut self, from: u64, within: u32) -> u64 {
        let days = from + u64::from(self.dice.below(within));
        let weekday = self
            .today
            .checked_add_days(Days::new(days))
            .map(|day| day.weekday());
        match weekday {
            Some(Weekday::Sat) => days + 2,
            Some(Weekday::Sun) => days + 1,
            _ => days,
        }
    }
}
