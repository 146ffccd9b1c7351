//! The child on the wire.

use chrono::NaiveDate;
use std::future::{Ready, ready};

use entity::child;
use entity::enums::{ChildStatus, NhsNumberStatus, Restriction, Sex};
use entity::ids::ChildId;

use super::loader;
use crate::domain::age;
use crate::domain::audit_log::AccessLogEntry;
use crate::domain::audit_log::loader::access_log;
use crate::domain::carer::Carer;
use crate::domain::directory::loader::{organisations, practitioners};
use crate::domain::directory::{Organisation, Practitioner};
use crate::domain::disclosure::Disclosure;
use crate::domain::disclosure::loader::of_children as disclosures;
use crate::domain::early_flag::{EarlyFlag, loader as early_flags};
use crate::domain::identifier::ExternalId;
use crate::domain::review::Review;
use crate::domain::sharing_agreement::{SharingAgreement, loader as agreements};
use crate::domain::sharing_override::{SharingOverride, loader as overrides};
use crate::gql::connection::Connected;
use crate::gql::scalars::{Date, DateTime, NhsNumber};
use crate::gql::wire::Call;
use crate::problem::Result;
use crate::store::Visible;
use crate::{access, wire};

/// A child.
#[derive(Debug, Clone)]
pub struct Child(pub Visible<child::Model>);

wire! {
    /// A child of the authority. Who knows of the child: the named practitioners, the parties to a review, the child's
    /// health team and setting and a health team that was asked about the child by an early flag (not for
    /// VERY_RESTRICTED), the service leads, administrators and systems of the authority, and the parents. A field that is not for the caller is null and stands in `extensions.withheld`.
    Child = "Child", node, |child, call| {
        /// The child's id, for example `child_01j…`. Never changes.
        base "id": ChildId = child.0.base().id;
        /// Counts the edits; give it as `expectedVersion`.
        base "version": i32 = child.0.base().version;
        /// Whether the child is in the authority's care.
        base "status": ChildStatus = child.0.base().status;
        /// When the child moved away or died.
        base "departedOn": Option<Date> = child.0.base().departed_on.map(Date);
        /// How far the child's whereabouts are protected. Handle a RESTRICTED child's record with care outside this
        /// platform too.
        base "restriction": Restriction = child.0.base().restriction;
        /// Given name.
        lens(Identity) "givenName": String = |row| Some(row.given_name.clone());
        /// Family name.
        lens(Identity) "familyName": String = |row| Some(row.family_name.clone());
        /// Date of birth.
        lens(Identity) "birthDate": Date = |row| Some(Date(row.birth_date));
        /// Completed months of age today, in England; a child born on 29 February completes a month of February on 1 March
        /// in common years. Null once the child has died.
        lens(Identity) "ageInMonths": i32 = |row| age_in_months(row, today(call));
        /// Sex as registered.
        lens(Identity) "sex": Sex = |row| Some(row.sex);
        /// NHS ethnic category of 2001: A to S, Z not stated, 99 not known.
        lens(Identity) "ethnicityCode": String = |row| row.ethnicity_code.clone();
        /// The language the child hears and speaks at home.
        lens(Identity) "firstLanguage": String = |row| row.first_language.clone();
        /// Completed weeks of gestation at birth: three weeks early or more, and the age is adjusted until 24 months.
        lens(Identity) "gestationWeeks": i32 = |row| row.gestation_weeks;
        /// Postcode of residence. Withheld where the child's whereabouts are protected.
        lens(Location) "postcode": String = |row| row.postcode.clone();
        /// ODS code of the GP practice. Withheld where the child's whereabouts are protected.
        lens(Location) "gpPracticeOds": String = |row| row.gp_practice_ods.clone();
        /// The NHS number in use: ten digits.
        later(Identity) "nhsNumber": NhsNumber = loader::nhs_numbers;
        /// Whether the NHS number has been verified against PDS, as the sender says.
        lens(Identity) "nhsNumberStatus": NhsNumberStatus = |row| Some(row.nhs_number_status);
        /// How other systems call the child, the NHS number among them. Superseded identifiers are shown to health service
        /// leads, administrators, Caldicott guardians and systems only.
        many(Identity) "externalIds": ExternalId = external_ids;
        /// The health team responsible.
        one "healthTeam": Organisation = health_team;
        /// The early years setting. Withheld where the child's whereabouts are protected.
        one(Location) "setting": Organisation = setting;
        /// The named health visitor, who is accountable for the health half.
        one "namedHealthVisitor": Practitioner = named_health_visitor;
        /// The key person in the setting, who answers for the early years half. Withheld where the child's whereabouts are
        /// protected: whoever knows the key person knows the setting.
        one(Location) "keyPerson": Practitioner = key_person;
        /// The parents and carers. A parent sees their own entry only.
        many(Contact) "carers": Carer = carers;
        /// What the parents have answered to being asked whether something is shared, first to last, at most 200.
        many(Identity) "sharingAgreements": SharingAgreement = sharing_agreements;
        /// Safeguarding overrides, first to last: for the service leads, the Caldicott guardian and whoever asked for them.
        many(Identity) "sharingOverrides": SharingOverride = sharing_overrides;
        /// What reached somebody of another profession or outside of the platform, and what it was decided not to disclose,
        /// the newest first. For the service leads and the Caldicott guardian; for the parents as far as they were
        /// informed. Reading it is itself recorded.
        page(AccessLog) "disclosures": Disclosure = disclosures;
        /// What the setting has asked the health team about the child before any review, first to last, at most 50: for the
        /// child's setting and health team, the setting's link team, the service leads, and the parents where they agreed.
        many(ConcernDetail) "earlyFlags": EarlyFlag = flags;
        /// The child's integrated reviews that you may see, the earliest due first; at most 20.
        many "reviews": Review = loader::reviews;
        /// Who has looked at the child's record, the newest first. For Caldicott guardians and service leads; for the
        /// parents without names. Reading it is itself recorded.
        page(AccessLog) "accessLog": AccessLogEntry = access_log;
        /// When the child was entered.
        base "createdAt": DateTime = DateTime(child.0.base().created_at);
        /// When the child's own entry was last changed.
        base "updatedAt": DateTime = DateTime(child.0.base().updated_at);
        /// What you may do with the child now.
        must "access": ChildAccess = own_access;
    }
}

impl Connected for Child {
    const CONNECTION: &'static str = "ChildConnection";
    const EDGE: &'static str = "ChildEdge";
}

access! {
    /// What you may do with a child now: answered by the same table that allows or refuses the acts.
    ChildAccess = "ChildAccess" of child {
        /// `childAmend`
        "canAmend" = ChildAmend;
        /// `childIdentify`
        "canIdentify" = ChildIdentify;
        /// `childPlace`
        "canPlace" = ChildPlace;
        /// `childRestrict`
        "canRestrict" = ChildRestrict;
        /// `childDepart`
        "canDepart" = ChildDepart;
        /// `childReturn`
        "canReturn" = ChildReturn;
        /// `carerAdd`
        "canAddCarer" = CarerAdd;
        /// `reviewPlan`
        "canPlanReview" = ReviewPlan;
        /// `disclosureRecord`
        "canRecordDisclosure" = DisclosureRecord;
        /// `disclosureDecline`
        "canDeclineDisclosure" = DisclosureDecline;
        /// `earlyFlagRaise`
        "canRaiseEarlyFlag" = EarlyFlagRaise;
    }
}

fn today(call: &Call<'_>) -> NaiveDate {
    call.walk.request.store.clock().today()
}

fn age_in_months(row: &child::Model, today: NaiveDate) -> Option<i32> {
    (row.status != ChildStatus::Deceased).then(|| age::in_months(row.birth_date, today))
}

fn own_access(children: &[Child], _: &Call<'_>) -> Ready<Result<Vec<Option<ChildAccess>>>> {
    ready(Ok(children
        .iter()
        .map(|child| Some(ChildAccess(child.0.clone())))
        .collect()))
}

async fn external_ids(children: &[Child], call: &Call<'_>) -> Result<Vec<Option<Vec<ExternalId>>>> {
    let ids = children.iter().map(|child| child.0.base().id);
    crate::domain::identifier::loader::external_ids(ids, call).await
}

async fn health_team(children: &[Child], call: &Call<'_>) -> Result<Vec<Option<Organisation>>> {
    organisations(children.iter().map(|child| child.0.base().health_team_id), call).await
}

async fn setting(children: &[Child], call: &Call<'_>) -> Result<Vec<Option<Organisation>>> {
    let of = |child: &Child| loader::unless_restricted(child, |row| row.setting_id);
    organisations(children.iter().map(of), call).await
}

async fn named_health_visitor(children: &[Child], call: &Call<'_>) -> Result<Vec<Option<Practitioner>>> {
    let of = |child: &Child| child.0.base().named_health_visitor_id;
    practitioners(children.iter().map(of), call).await
}

async fn key_person(children: &[Child], call: &Call<'_>) -> Result<Vec<Option<Practitioner>>> {
    let of = |child: &Child| loader::unless_restricted(child, |row| row.key_person_id);
    practitioners(children.iter().map(of), call).await
}

async fn sharing_agreements(
    children: &[Child],
    call: &Call<'_>,
) -> Result<Vec<Option<Vec<SharingAgreement>>>> {
    agreements::of_children(children.iter().map(|child| child.0.base().id), call).await
}

async fn sharing_overrides(children: &[Child], call: &Call<'_>) -> Result<Vec<Option<Vec<SharingOverride>>>> {
    overrides::of_children(children.iter().map(|child| child.0.base().id), call).await
}

async fn flags(children: &[Child], call: &Call<'_>) -> Result<Vec<Option<Vec<EarlyFlag>>>> {
    early_flags::of_children(children.iter().map(|child| child.0.base().id), call).await
}

async fn carers(children: &[Child], call: &Call<'_>) -> Result<Vec<Option<Vec<Carer>>>> {
    crate::domain::carer::loader::of_children(children.iter().map(|child| child.0.base().id), call).await
}
