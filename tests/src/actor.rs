//! Somebody who speaks to the gateway.

use reqwest::header::{ACCEPT, AUTHORIZATION};
use serde_json::{Value, json};

use crate::answer::{Answer, Payload};
use crate::cast::Person;
use crate::server::Server;
use crate::world::World;
use crate::{call, token};

/// Somebody who speaks to the gateway, with a token of their own for each request.
#[derive(Clone)]
pub struct Actor {
    world: World,
    person: Person,
    scopes: Vec<String>,
    organisation: Option<String>,
    headers: Vec<(&'static str, String)>,
    url: String,
}

impl Actor {
    /// This person, with every scope if it is a system.
    pub(crate) fn new(world: &World, person: &Person) -> Self {
        let scopes = [
            "directory:write",
            "children:write",
            "reviews:write",
            "concerns:write",
            "referrals:write",
        ];
        let scopes = if person.is_system() {
            scopes.map(str::to_owned).to_vec()
        } else {
            Vec::new()
        };
        Self {
            world: world.clone(),
            person: person.clone(),
            scopes,
            organisation: None,
            headers: Vec::new(),
            url: world.url().to_owned(),
        }
    }

    /// The same system with these scopes alone.
    #[must_use]
    pub fn with_scopes(mut self, scopes: &[&str]) -> Self {
        self.scopes = scopes.iter().map(|scope| (*scope).to_owned()).collect();
        self
    }

    /// The same person with tokens that name this organisation.
    #[must_use]
    pub fn in_organisation(mut self, organisation: impl Into<String>) -> Self {
        self.organisation = Some(organisation.into());
        self
    }

    /// The same with this header on each request, in the place of what is sent otherwise; an empty one is left out.
    #[must_use]
    pub fn with_header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// The same at another gateway.
    #[must_use]
    pub fn at(mut self, gateway: &Server) -> Self {
        self.url.clone_from(&gateway.url);
        self
    }

    /// Who it is.
    pub fn person(&self) -> &Person {
        &self.person
    }

    /// Their id in the directory, or as a carer, as the API shows it.
    pub fn id(&self) -> String {
        self.person.id.clone()
    }

    /// A token as their identity provider would give it now.
    pub fn token(&self) -> String {
        let mut claims = token::claims(&self.person, &self.scopes, self.world.now());
        if let Some(organisation) = &self.organisation {
            claims["organisation"] = organisation.as_str().into();
        }
        token::sign_claims(&claims)
    }

    /// Where they ask.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// For what they look, where they must say it.
    pub fn purpose(&self) -> Option<&'static str> {
        self.person.is_system().then_some("REVIEW")
    }

    /// What the change feed tells them: the kind of each change, and what it happened to.
    pub async fn told(&self) -> Vec<(String, String)> {
        let data = self
            .query("{ changes(first: 100) { changes { type subjectId } } }")
            .await;
        let nodes = data["changes"]["changes"].as_array().expect("changes");
        let text = |value: &Value| value.as_str().expect("a text").to_owned();
        nodes
            .iter()
            .map(|change| (text(&change["type"]), text(&change["subjectId"])))
            .collect()
    }

    /// Sends a body as it is.
    pub async fn send(&self, body: &Value) -> Answer {
        let request = self.world.client().post(format!("{}/graphql", self.url));
        let mut request = request
            .header(AUTHORIZATION, format!("Bearer {}", self.token()))
            .header(ACCEPT, "application/graphql-response+json");
        let mut usual = vec![("x-request-id", self.world.next_request())];
        if self.person.is_system() {
            usual.push(("x-purpose", "REVIEW".to_owned()));
        }
        usual.retain(|(name, _)| self.headers.iter().all(|(own, _)| own != name));
        for (name, value) in usual
            .iter()
            .chain(&self.headers)
            .filter(|(_, value)| !value.is_empty())
        {
            request = request.header(*name, value);
        }
        let response = request.json(body).send().await.expect("an answer");
        let status = response.status().as_u16();
        let body = response.json().await.expect("an answer in JSON");
        Answer { status, body }
    }

    /// Sends a document with its variables.
    pub async fn post(&self, query: &str, variables: Value) -> Answer {
        self.send(&json!({ "query": query, "variables": variables }))
            .await
    }

    /// The data of a query that has no errors.
    pub async fn query(&self, query: &str) -> Value {
        self.query_with(query, json!({})).await
    }

    /// The data of a query with variables that has no errors.
    pub async fn query_with(&self, query: &str, variables: Value) -> Value {
        self.post(query, variables).await.data().clone()
    }

    /// Calls a mutation with these arguments, and asks for everything near in the payload.
    pub async fn mutate(&self, mutation: &str, arguments: Value) -> Payload {
        self.call(mutation, arguments, None).await
    }

    /// Calls a mutation with these arguments, and asks for this of the payload, beside the user errors.
    pub async fn mutate_for(&self, mutation: &str, arguments: Value, selection: &str) -> Payload {
        self.call(mutation, arguments, Some(selection)).await
    }

    async fn call(&self, mutation: &str, mut arguments: Value, selection: Option<&str>) -> Payload {
        let given = arguments.as_object_mut().expect("the arguments are an object");
        let takes_key = call::mutation(mutation)
            .arguments
            .iter()
            .any(|it| it.node.name.node == "idempotencyKey");
        if self.person.is_system() && takes_key && !given.contains_key("idempotencyKey") {
            // Required of systems; a test that is about keys gives its own, or null.
            given.insert("idempotencyKey".to_owned(), self.world.next_request().into());
        }
        let document = call::document(mutation, given, selection);
        let answer = self.post(&document, arguments).await;
        Payload {
            mutation: mutation.to_owned(),
            answer,
        }
    }
}
