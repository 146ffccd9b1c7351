//! What came back, and what a test says of it.

use serde_json::Value;

/// An answer over HTTP.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The body.
    pub body: Value,
}

impl Answer {
    /// The data of an answer without errors.
    #[track_caller]
    pub fn data(&self) -> &Value {
        assert!(self.body.get("errors").is_none(), "errors: {:#}", self.body);
        assert_eq!(self.status, 200, "{:#}", self.body);
        &self.body["data"]
    }

    /// The code of the first of the answer's errors.
    #[track_caller]
    pub fn code(&self) -> &str {
        let code = self.body["errors"][0]["extensions"]["code"].as_str();
        code.unwrap_or_else(|| panic!("no error: {:#}", self.body))
    }

    /// Asserts that the answer is an error with this code.
    #[track_caller]
    pub fn failed(&self, code: &str) -> &Self {
        assert_eq!(self.code(), code, "{:#}", self.body);
        self
    }

    /// What was withheld: path, lens and reason of each entry.
    pub fn withheld(&self) -> &[Value] {
        self.body["extensions"]["withheld"]
            .as_array()
            .map_or(&[], Vec::as_slice)
    }
}

/// What a mutation answered.
#[derive(Debug, Clone)]
pub struct Payload {
    /// The mutation.
    pub mutation: String,
    /// The whole answer.
    pub answer: Answer,
}

impl Payload {
    /// The payload of an act that was done.
    #[track_caller]
    pub fn ok(&self) -> &Value {
        let payload = &self.answer.data()[&self.mutation];
        let errors = payload["userErrors"].as_array().expect("userErrors is a list");
        assert!(errors.is_empty(), "{} was refused: {errors:#?}", self.mutation);
        payload
    }

    /// The id of the one record that the payload holds.
    #[track_caller]
    pub fn id(&self) -> String {
        self.record()["id"]
            .as_str()
            .expect("the record has an id")
            .to_owned()
    }

    /// The one record that the payload holds.
    #[track_caller]
    pub fn record(&self) -> &Value {
        let payload = self.ok().as_object().expect("a payload");
        let record = payload.values().find(|value| value.get("id").is_some());
        record.unwrap_or_else(|| panic!("no record in {payload:#?}"))
    }

    /// The version of the one record that the payload holds.
    #[track_caller]
    pub fn version(&self) -> i64 {
        self.record()["version"]
            .as_i64()
            .expect("the record has a version")
    }

    /// Whether an earlier attempt with the same idempotency key had done it.
    #[track_caller]
    pub fn replayed(&self) -> bool {
        self.ok()["replayed"].as_bool().expect("replayed is there")
    }

    /// Asserts that the act was refused with exactly one user error of this type, and that nothing else came.
    #[track_caller]
    pub fn refused(&self, kind: &str) -> Refusal {
        let payload = &self.answer.data()[&self.mutation];
        let errors = payload["userErrors"].as_array().expect("userErrors is a list");
        assert_eq!(
            errors.len(),
            1,
            "{} was to be refused as {kind}: {payload:#}",
            self.mutation
        );
        let refusal = Refusal(errors[0].clone());
        refusal.check(kind);
        for (name, value) in payload.as_object().expect("a payload") {
            let empty = value.is_null() || value == false || value.as_array().is_some_and(Vec::is_empty);
            assert!(
                name == "userErrors" || name == "__typename" || empty,
                "a refusal shows {name}: {value:#}"
            );
        }
        refusal
    }

    /// All user errors of a call with several wrong values: the path, joined by dots, of each.
    #[track_caller]
    pub fn wrong_inputs(&self) -> Vec<String> {
        let errors = self.answer.data()[&self.mutation]["userErrors"]
            .as_array()
            .expect("userErrors")
            .clone();
        assert!(!errors.is_empty(), "{} was to be refused", self.mutation);
        let path = |error: Value| {
            Refusal(error.clone()).check("InvalidInput");
            let path = error["path"]
                .as_array()
                .expect("a path")
                .iter()
                .map(|step| step.as_str().unwrap_or_default());
            path.collect::<Vec<_>>().join(".")
        };
        errors.into_iter().map(path).collect()
    }

    /// Asserts that the answer is an error with this code.
    #[track_caller]
    pub fn failed(&self, code: &str) -> &Self {
        self.answer.failed(code);
        self
    }
}

/// A refusal: one entry of `userErrors`.
#[derive(Debug, Clone)]
pub struct Refusal(pub Value);

impl Refusal {
    #[track_caller]
    fn check(&self, kind: &str) {
        let error = &self.0;
        assert_eq!(error["__typename"], kind, "{error:#}");
        let code: String = kind.chars().fold(String::new(), |mut code, letter| {
            if letter.is_uppercase() && !code.is_empty() {
                code.push('_');
            }
            code.push(letter.to_ascii_uppercase());
            code
        });
        assert_eq!(error["code"], code, "{error:#}");
        assert!(
            error["message"].as_str().is_some_and(|text| !text.is_empty()),
            "no message: {error:#}"
        );
        if kind == "NotAllowed" {
            assert!(error["reason"].is_string(), "no reason: {error:#}");
            let party = &error["responsible"];
            assert!(
                party["roles"].as_array().is_some_and(|roles| !roles.is_empty()),
                "nobody: {error:#}"
            );
            assert!(
                party["explanation"].as_str().is_some_and(|text| !text.is_empty()),
                "{error:#}"
            );
        }
    }

    /// Asserts the reason of a `NotAllowed`.
    #[track_caller]
    pub fn because(&self, reason: &str) -> &Self {
        assert_eq!(self.0["reason"], reason, "{:#}", self.0);
        self
    }

    /// Asserts that these roles are among the responsible.
    #[track_caller]
    pub fn responsible(&self, roles: &[&str]) -> &Self {
        let named = self.0["responsible"]["roles"]
            .as_array()
            .expect("the responsible roles");
        for role in roles {
            assert!(
                named.iter().any(|named| named == role),
                "{role} is not responsible: {:#}",
                self.0
            );
        }
        self
    }

    /// Asserts that the responsible practitioner is named, and how.
    #[track_caller]
    pub fn naming(&self, name: &str) -> &Self {
        assert_eq!(self.0["responsible"]["name"], name, "{:#}", self.0);
        self
    }

    /// Asserts the rule of a `RuleRefused`.
    #[track_caller]
    pub fn rule(&self, rule: &str) -> &Self {
        assert_eq!(self.0["rule"], rule, "{:#}", self.0);
        self
    }

    /// Asserts the argument that is concerned, joined by dots.
    #[track_caller]
    pub fn at(&self, path: &str) -> &Self {
        let steps = self.0["path"].as_array().expect("a path").iter();
        let found: Vec<&str> = steps.filter_map(Value::as_str).collect();
        assert_eq!(found.join("."), path, "{:#}", self.0);
        self
    }

    /// Asserts the current version of a `VersionConflict`.
    #[track_caller]
    pub fn current_version(&self, version: i64) -> &Self {
        assert_eq!(self.0["currentVersion"], version, "{:#}", self.0);
        self
    }

    /// Asserts the state of an `IllegalTransition`.
    #[track_caller]
    pub fn from(&self, state: &str) -> &Self {
        assert_eq!(self.0["from"], state, "{:#}", self.0);
        self
    }
}
