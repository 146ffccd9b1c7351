//! What practitioners say among themselves: for those who take part, the child's health team and setting, and both service
//! leads; to everybody else there is nothing.

use entity::enums::Role;
use entity::ids::ReviewId;
use entity::{liaison_message, liaison_read, pre_meeting, pre_meeting_attendance, pre_meeting_topic};
use integrated_review::policy::Sight;
use integrated_review::policy::relation::Who;
use sea_orm::prelude::Uuid;
use tests::World;

use super::{ACCEPTED, Rows};

/// Every row of pre-meetings and threads.
pub struct Meetings {
    pub held: Vec<pre_meeting::Model>,
    pub topics: Vec<pre_meeting_topic::Model>,
    pub attendance: Vec<pre_meeting_attendance::Model>,
    pub messages: Vec<liaison_message::Model>,
    pub marks: Vec<liaison_read::Model>,
}

impl Meetings {
    pub async fn read(world: &World) -> Self {
        Self {
            held: world.rows::<pre_meeting::Entity>().await,
            topics: world.rows::<pre_meeting_topic::Entity>().await,
            attendance: world.rows::<pre_meeting_attendance::Entity>().await,
            messages: world.rows::<liaison_message::Entity>().await,
            marks: world.rows::<liaison_read::Entity>().await,
        }
    }
}

impl Rows {
    pub fn sight_of_meeting(&self, who: &Who, kind: &str, key: Uuid) -> Option<Sight> {
        macro_rules! among_practitioners {
            ($rows:ident) => {{
                let row = self.meetings.$rows.iter().find(|row| row.id.0 == key)?;
                self.works_on(who, row.review_id)
                    .then(|| self.in_review(who, row.review_id, row))
            }};
        }
        match kind {
            "PreMeeting" => among_practitioners!(held),
            "PreMeetingTopic" => among_practitioners!(topics),
            "PreMeetingAttendance" => among_practitioners!(attendance),
            "LiaisonMessage" => among_practitioners!(messages),
            _ => among_practitioners!(marks),
        }
    }

    /// Whether somebody works on a review as a practitioner, or leads one of the two services. An invitation that was not
    /// answered does not count, nor does being the area SENCO.
    pub fn works_on(&self, who: &Who, review: ReviewId) -> bool {
        let row = &self.reviews[&review];
        row.authority_id == who.authority
            && match who.role {
                Role::HealthServiceLead | Role::EarlyYearsServiceLead => true,
                Role::AreaSenco => self.takes_part(who, review, ACCEPTED),
                Role::HealthVisitor
                | Role::CommunityNurseryNurse
                | Role::KeyPerson
                | Role::Childminder
                | Role::SettingManager
                | Role::SettingSenco => self.review(who, row, ACCEPTED),
                _ => false,
            }
    }
}
