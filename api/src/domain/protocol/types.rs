//! The protocol on the wire.

use chrono::{DateTime as Instant, NaiveDate, Utc};
use entity::enums::{DeliveryModel, GovernanceGroup, ProtocolStatus, ReviewStep, Role, StepParty};
use entity::ids::{PractitionerId, ProtocolId};
use entity::protocol;

use super::{defaults, steps};
use crate::domain::directory::{Practitioner, loader as directory};
use crate::gql::connection::{Connected, ready};
use crate::gql::scalars::{Date, DateTime};
use crate::gql::wire::{Boxed, Call};
use crate::problem::Result;
use crate::store::Visible;
use crate::{access, wire};

/// A version of the local protocol for one delivery model.
#[derive(Debug, Clone)]
pub struct Protocol(pub Visible<protocol::Model>);

wire! {
    /// A version of the authority's protocol for one delivery model: who does which step of a review by when. Everybody in
    /// the authority may read it.
    Protocol = "Protocol", node, |protocol, call| {
        /// The protocol's id, for example `protocol_01j…`. Never changes.
        base "id": ProtocolId = protocol.0.base().id;
        /// Counts the edits; give it as `expectedVersion`. Which version of the protocol it is, `number` says.
        base "version": i32 = protocol.0.base().version;
        /// The delivery model.
        base "deliveryModel": DeliveryModel = protocol.0.base().delivery_model;
        /// 1, 2, 3 … within authority and delivery model.
        base "number": i32 = protocol.0.base().number;
        /// How far it has come today; it follows from the two approvals and the dates.
        base "status": ProtocolStatus = steps::status(protocol.0.base(), call.walk.request.store.clock().today());
        /// What it is about, in the words of whoever drafted it.
        base "note": Option<String> = protocol.0.base().note.clone();
        /// The first day on which reviews are planned by it.
        base "effectiveFrom": Date = Date(protocol.0.base().effective_from);
        /// The first day on which they are no longer; null where no later version is approved.
        base "effectiveTo": Option<Date> = protocol.0.base().effective_to.map(Date);
        /// The steps, in the order in which they were given.
        many "steps": ProtocolStep = steps_of;
        /// The approvals that are recorded, at most one of each group.
        many "approvals": ProtocolApproval = approvals;
        /// When the second approval was recorded; from then on nothing of it changes.
        base "approvedAt": Option<DateTime> = protocol.0.base().approved_at.map(DateTime);
        /// When it was drafted.
        base "createdAt": DateTime = DateTime(protocol.0.base().created_at);
        /// When it was last changed.
        base "updatedAt": DateTime = DateTime(protocol.0.base().updated_at);
        /// What you may do with it now.
        must "access": ProtocolAccess = own_access;
    }
}

impl Connected for Protocol {
    const CONNECTION: &'static str = "ProtocolConnection";
    const EDGE: &'static str = "ProtocolEdge";
}

access! {
    /// What you may do with a protocol now: answered by the same table that allows or refuses the acts.
    ProtocolAccess = "ProtocolAccess" of protocol {
        /// `protocolAmend`
        "canAmend" = ProtocolAmend;
        /// `protocolApprove`; refused to whoever recorded the other group's approval.
        "canApprove" = ProtocolApprove;
    }
}

/// One step of a protocol.
#[derive(Debug, Clone, Copy)]
pub struct ProtocolStep(pub steps::Step);

wire! {
    /// One step of a protocol: whose it is, and by when.
    ProtocolStep = "ProtocolStep", value, |step, _call| {
        /// Which step.
        base "step": ReviewStep = step.0.step;
        /// Whose it is.
        base "party": StepParty = step.0.party;
        /// The role, where the party is one.
        base "role": Option<Role> = step.0.role;
        /// By when: so many working days of England after the review's due date, or before it where negative; 0 is the day
        /// itself, or the last working day before it.
        base "dueWorkingDays": i32 = step.0.days;
        /// Whether a review is incomplete without it.
        base "isRequired": bool = step.0.required;
    }
}

/// An approval of a protocol.
#[derive(Debug, Clone, Copy)]
pub struct ProtocolApproval {
    group: GovernanceGroup,
    by: PractitionerId,
    on: NaiveDate,
    at: Instant<Utc>,
}

wire! {
    /// The approval of a protocol by one of the two groups.
    ProtocolApproval = "ProtocolApproval", value, |approval, _call| {
        /// Which group.
        base "group": GovernanceGroup = approval.group;
        /// When the group approved.
        base "approvedOn": Date = Date(approval.on);
        /// When that was recorded.
        base "recordedAt": DateTime = DateTime(approval.at);
        /// Who recorded it. The approvals of the two groups are recorded by different people.
        one "recordedBy": Practitioner = recorded_by;
    }
}

/// What a review follows.
#[derive(Debug, Clone)]
pub struct ReviewProtocol {
    model: DeliveryModel,
    number: i32,
    steps: Vec<steps::Step>,
    own: Option<Protocol>,
}

impl ReviewProtocol {
    /// The authority's own version, or the shipped default of the model.
    pub fn new(model: DeliveryModel, own: Option<Protocol>) -> Result<Self> {
        Ok(match own {
            Some(own) => Self {
                model,
                number: own.0.base().number,
                steps: steps::of_row(own.0.base())?,
                own: Some(own),
            },
            None => Self {
                model,
                number: defaults::NUMBER,
                steps: defaults::steps(model).to_vec(),
                own: None,
            },
        })
    }
}

wire! {
    /// What a review follows: the version of the authority's own protocol that was in force when the review was planned or
    /// last changed its delivery model, or the default that is shipped for the model.
    ReviewProtocol = "ReviewProtocol", value, |followed, _call| {
        /// The delivery model.
        base "deliveryModel": DeliveryModel = followed.model;
        /// Whether it is the shipped default, because the authority had no protocol of its own in force.
        base "isDefault": bool = followed.own.is_none();
        /// Which version: the number of the authority's own, or that of the set of shipped defaults.
        base "number": i32 = followed.number;
        /// The steps.
        many "steps": ProtocolStep = followed_steps;
        /// The authority's own; null for a shipped default.
        one "protocol": Protocol = own;
    }
}

fn wire_steps(steps: Vec<steps::Step>) -> Vec<ProtocolStep> {
    steps.into_iter().map(ProtocolStep).collect()
}

fn steps_of<'a>(batch: &'a [Protocol], _: &Call<'_>) -> Boxed<'a, Result<Vec<Option<Vec<ProtocolStep>>>>> {
    let of = |protocol: &Protocol| Ok(Some(wire_steps(steps::of_row(protocol.0.base())?)));
    Box::pin(std::future::ready(batch.iter().map(of).collect()))
}

fn followed_steps<'a>(
    batch: &'a [ReviewProtocol],
    _: &Call<'_>,
) -> Boxed<'a, Result<Vec<Option<Vec<ProtocolStep>>>>> {
    ready(
        batch
            .iter()
            .map(|one| Some(wire_steps(one.steps.clone())))
            .collect(),
    )
}

fn own<'a>(batch: &'a [ReviewProtocol], _: &Call<'_>) -> Boxed<'a, Result<Vec<Option<Protocol>>>> {
    ready(batch.iter().map(|one| one.own.clone()).collect())
}

fn approvals<'a>(
    batch: &'a [Protocol],
    _: &Call<'_>,
) -> Boxed<'a, Result<Vec<Option<Vec<ProtocolApproval>>>>> {
    let of = |protocol: &Protocol| {
        let row = protocol.0.base();
        let operational = (
            row.operational_approved_by_id,
            row.operational_approved_on,
            row.operational_recorded_at,
        );
        let strategic = (
            row.strategic_approved_by_id,
            row.strategic_approved_on,
            row.strategic_recorded_at,
        );
        let all = [
            (GovernanceGroup::Operational, operational),
            (GovernanceGroup::Strategic, strategic),
        ];
        let recorded = all.into_iter().filter_map(|(group, (by, on, at))| {
            Some(ProtocolApproval {
                group,
                by: by?,
                on: on?,
                at: at?,
            })
        });
        Some(recorded.collect())
    };
    ready(batch.iter().map(of).collect())
}

async fn recorded_by(batch: &[ProtocolApproval], call: &Call<'_>) -> Result<Vec<Option<Practitioner>>> {
    directory::practitioners(batch.iter().map(|approval| Some(approval.by)), call).await
}

fn own_access<'a>(batch: &'a [Protocol], _: &Call<'_>) -> Boxed<'a, Result<Vec<Option<ProtocolAccess>>>> {
    ready(
        batch
            .iter()
            .map(|protocol| Some(ProtocolAccess(protocol.0.clone())))
            .collect(),
    )
}
