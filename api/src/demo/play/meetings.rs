//! What the practitioners say to each other before they meet a family.

use entity::enums::{Discipline, LiaisonKind, Role, Topic, TopicLead, ValueSet};
use serde_json::{Value, json};

use super::Stage;
use super::case::{Case, Seen, review, seen};
use super::wish::{Wish, append, edit, on_review};
use crate::demo::children::DemoChild;
use crate::demo::stories::Party;
use crate::problem::Result;

/// How far a pre-meeting has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Talk {
    /// One topic is agreed, and another one waits for an answer.
    GoesOn,
    /// Both professions have signed it off.
    SignedOff,
}

impl Stage<'_> {
    /// The health visitor opens a pre-meeting, and both speak of what is hard to say. Says how many acts there were.
    pub(super) async fn meet(&mut self, talk: Talk, case: &Case, child: &DemoChild) -> Result<u64> {
        let Some(key_person) = child.key_person else {
            return Ok(0);
        };
        let (health, early_years) = (
            Party::Practitioner(child.health_visitor),
            Party::Practitioner(key_person),
        );
        let meeting = self.open(case, child, &health).await?;
        let few_words = json!({
            "topic": Topic::Communication.as_str(),
            "title": "Few words for the age",
            "isSensitive": true,
            "lead": TopicLead::Jointly.as_str(),
            "wording": "We would like to hear how your child lets you know what she or he wants, and tell you what we see.",
            "notInPresenceOf": "The older sibling, who compares",
        });
        let topic = self.add_topic(&meeting, child, &health, few_words).await?;
        let agree = edit("preMeetingWordingAgree", "preMeetingTopic", &topic, None);
        self.ask(&early_years, child, &agree).await?;
        if talk == Talk::SignedOff {
            return self
                .sign_off(&meeting, child, [&health, &early_years])
                .await
                .map(|acts| acts + 3);
        }
        let home = json!({
            "topic": Topic::HomeAndFamily.as_str(),
            "title": "Moving house again",
            "isSensitive": true,
            "lead": TopicLead::EarlyYears.as_str(),
            "parentSeenAlone": true,
            "wording": "We know that you may have to move again. What would help your child at nursery until then?",
        });
        self.add_topic(&meeting, child, &early_years, home).await?;
        self.correspond(case, child, [&health, &early_years])
            .await
            .map(|acts| acts + 4)
    }

    async fn open(&mut self, case: &Case, child: &DemoChild, by: &Party) -> Result<Seen> {
        let open = Wish {
            mutation: "preMeetingOpen",
            object: "preMeeting",
            arguments: vec![("review", "ReviewRef!".to_owned(), review(case)?.reference())],
        };
        seen(&self.ask(by, child, &open).await?)
    }

    async fn add_topic(
        &mut self,
        meeting: &Seen,
        child: &DemoChild,
        by: &Party,
        topic: Value,
    ) -> Result<Seen> {
        let mut add = append("preMeetingTopicAdd", "preMeeting", meeting, topic);
        add.object = "preMeetingTopic";
        seen(&self.ask(by, child, &add).await?)
    }

    /// Each signs what stands there when they sign.
    async fn sign_off(&mut self, meeting: &Seen, child: &DemoChild, both: [&Party; 2]) -> Result<u64> {
        let mut meeting = meeting.clone();
        for by in both {
            let mut join = append("preMeetingJoin", "preMeeting", &meeting, Value::Null);
            join.arguments.truncate(1);
            let joined = self.ask(by, child, &join).await?;
            let sign = edit("preMeetingSignOff", "preMeeting", &seen(&joined)?, None);
            meeting = seen(&self.ask(by, child, &sign).await?)?;
        }
        Ok(4)
    }

    /// A question that is answered, and the wish to be called back, which waits.
    async fn correspond(
        &mut self,
        case: &Case,
        child: &DemoChild,
        [health, early_years]: [&Party; 2],
    ) -> Result<u64> {
        let question = json!({
            "kind": LiaisonKind::Question.as_str(),
            "to": { "discipline": Discipline::EarlyYears.as_str() },
            "text": "Does the interpreter of the nursery come on Thursdays, or shall I book ours?",
        });
        let question = on_review("liaisonPost", "liaisonMessage", case, question)?;
        let question = self.ask(health, child, &question).await?;
        let answer = json!({ "text": "She comes on Thursdays and has time at ten. No need to book." });
        let reply = append("liaisonReply", "liaisonMessage", &seen(&question)?, answer);
        self.ask(early_years, child, &reply).await?;
        let call_back = json!({
            "kind": LiaisonKind::CallBack.as_str(),
            "to": { "role": Role::HealthVisitor.as_str() },
            "text": "Could you ring me before we meet the family? After four is best.",
            "expectedWorkingDays": 10,
        });
        let call_back = on_review("liaisonPost", "liaisonMessage", case, call_back)?;
        self.ask(early_years, child, &call_back).await.map(|_| 3)
    }
}
