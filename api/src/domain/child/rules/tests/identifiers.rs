use entity::enums::IdentifierStatus;
use entity::identifier;
use entity::ids::IdentifierId;

use super::*;

fn row(number: u128, system: &str, value: &str, status: IdentifierStatus) -> identifier::Model {
    identifier::Model {
        id: IdentifierId(Uuid::from_u128(number)),
        authority_id: AuthorityId(Uuid::from_u128(2)),
        subject_type: "child".to_owned(),
        subject_id: Uuid::from_u128(1),
        system: system.to_owned(),
        value: value.to_owned(),
        status,
        version: 1,
        created_at: now(),
        updated_at: now(),
    }
}

#[test]
fn an_identifier_is_added_replaced_or_taken_up_again() {
    use IdentifierStatus::{Current, Superseded};
    let rows = [
        row(1, NhsNumber::SYSTEM, "9000000009", Current),
        row(2, NhsNumber::SYSTEM, "9000000017", Superseded),
        row(3, "mosaic", "77", Current),
    ];
    let table = [
        ("mosaic", "78", false, "supersede [] restore None add 78"),
        ("mosaic", "78", true, "supersede [77] restore None add 78"),
        ("mosaic", "77", true, "NOTHING_TO_CHANGE"),
        ("other", "77", true, "supersede [] restore None add 77"),
        (NhsNumber::SYSTEM, "900 000 0009", true, "NOTHING_TO_CHANGE"),
        (NhsNumber::SYSTEM, "9000000025", false, "replaces"),
        (
            NhsNumber::SYSTEM,
            "9000000025",
            true,
            "supersede [9000000009] restore None add 9000000025",
        ),
        (
            NhsNumber::SYSTEM,
            "9000000017",
            true,
            "supersede [9000000009] restore 9000000017 add None",
        ),
        (NhsNumber::SYSTEM, "9000000000", true, "externalId"),
        (NhsNumber::SYSTEM, "1111111111", true, "externalId"),
    ];
    for (system, value, replaces, said) in table {
        let input = ChildIdentifyInput {
            external_id: external(system, value),
            replaces,
            nhs_number_status: None,
        };
        let done = identify(&rows, &input).map(|done| {
            let gone: Vec<_> = done.supersede.iter().map(|row| row.value.as_str()).collect();
            let value = |text: Option<&str>| text.unwrap_or("None").to_owned();
            format!(
                "supersede [{}] restore {} add {}",
                gone.join(" "),
                value(done.restore.as_ref().map(|row| row.value.as_str())),
                value(done.add.as_ref().map(ExternalId::value)),
            )
        });
        let shown = match done {
            Ok(text) => text,
            failed => refused(failed),
        };
        assert_eq!(shown, said, "{system} {value} {replaces}");
    }
}
