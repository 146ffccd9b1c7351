//! The families' own views, and the guest who is asked one question.

use entity::enums::{ParentViewChannel, ParentalResponsibility, ValueSet};
use serde_json::{Value, json};

use super::Stage;
use super::case::{Case, seen};
use super::wish::{edit, on_review};
use crate::demo::carers::DemoCarer;
use crate::demo::children::DemoChild;
use crate::demo::stories::{Act, Party, Story};
use crate::problem::Result;

/// How long a guest's question stays open, in days.
const GUEST_DAYS: u64 = 21;

impl Stage<'_> {
    /// One family of each authority speaks for itself, and one on the telephone. Says how many acts there were.
    pub(super) async fn hear(&mut self, heard: usize, case: &Case, child: &DemoChild) -> Result<u64> {
        let lead = Party::Practitioner(child.health_visitor);
        let signs_in = |carer: &&DemoCarer| carer.subject.is_some();
        match (heard, child.carers.iter().find(signs_in), child.carers.first()) {
            (0, Some(carer), _) => {
                let asked = json!({ "carer": self.carer(&carer.id) });
                let ask = on_review("parentViewAsk", "parentView", case, asked)?;
                self.ask(&lead, child, &ask).await?;
                let own = Party::Carer(carer.id.clone());
                let record = on_review("parentViewRecord", "parentView", case, in_her_own_words())?;
                self.ask(&own, child, &record).await.map(|_| 2)
            }
            (1, _, Some(carer)) => {
                let said = json!({
                    "givenBy": self.carer(&carer.id),
                    "channel": ParentViewChannel::Telephone.as_str(),
                    "enjoys": "Water, buckets, anything that can be poured.",
                    "worries": "He does not look up when he is called; at the baby group the others do.",
                    "talkFirst": "Whether his hearing can be tested soon.",
                });
                let record = on_review("parentViewRecord", "parentView", case, said)?;
                self.ask(&lead, child, &record).await.map(|_| 1)
            }
            _ => Ok(0),
        }
    }

    /// A speech and language therapist is asked about the first child, with the parents' agreement, and answers.
    pub(super) async fn guest(&mut self, case: &Case, child: &DemoChild) -> Result<u64> {
        let until = self.at(GUEST_DAYS, "17:00:00Z");
        let holds = |carer: &&DemoCarer| carer.parental_responsibility == ParentalResponsibility::Held;
        let Some(parent) = child.carers.iter().find(holds) else {
            return Ok(0);
        };
        let system = self.world.place.directory_system();
        let input = json!({
            "guest": { "external": { "system": system, "value": "GUE-1" } },
            "question": "Would you look at the notes on her speech before we meet?",
            "expiresAt": until,
            "agreedBy": self.carer(&parent.id),
        });
        let lead = Party::Practitioner(child.health_visitor);
        let invite = on_review("guestInvite", "guestContribution", case, input)?;
        let asked = self.ask(&lead, child, &invite).await?;
        let answer = "Few words, but she follows what is said to her and points to ask. I would see her for a play-based \
                      assessment; meanwhile comment on what she looks at, and wait.";
        let input = Some(json!({ "answer": answer }));
        let contribute = edit("guestContribute", "guestContribution", &seen(&asked)?, input);
        let guest = Party::Practitioner("GUE-1");
        self.ask(&guest, child, &contribute).await.map(|_| 2)
    }

    pub(super) fn carer(&self, id: &str) -> Value {
        json!({ "external": { "system": self.world.place.child_system(), "value": id } })
    }
}

/// Whether the review of a story is still open when it has been told.
pub(super) fn stays_open(story: &Story) -> bool {
    let ends = |act: &Act| matches!(act, Act::End { .. });
    let mut acts = story.steps.iter().map(|step| &step.act);
    let is_planned = acts.clone().any(|act| matches!(act, Act::Plan { .. }));
    is_planned && !acts.any(ends)
}

fn in_her_own_words() -> Value {
    json!({
        "enjoys": "Books with animals, the swing, helping me cook.",
        "development": "She climbs everything and understands us well. She says perhaps ten words.",
        "priorities": "That she can tell the others at nursery what she wants.",
        "worries": "Her brother talked much earlier.",
        "talkFirst": "Whether two languages at home are too much for her.",
        "openToOtherParents": true,
    })
}
