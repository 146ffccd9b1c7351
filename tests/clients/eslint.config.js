// What the published schema is held to: graphql-eslint's rule sets schema-recommended and schema-relay, with a few
// exceptions, each for a reason.

import { fileURLToPath } from 'node:url';
import graphql from '@graphql-eslint/eslint-plugin';

const schema = fileURLToPath(new URL('../../schema.graphql', import.meta.url));

// What has no id: it is no record of its own, but an answer, an envelope, or a value of a record that has one.
const withoutId = {
  suffixes: ['Access', 'Connection', 'Edge', 'Payload'],
  types: [
    // The user errors.
    ...['IdempotencyKeyReused', 'IllegalTransition', 'InvalidInput', 'NotAllowed', 'NotFound', 'RuleRefused', 'VersionConflict'],
    // The responsibility matrix and what is computed from it.
    ...['AccessExplanation', 'ActExplanation', 'MatrixAct', 'MatrixLine', 'ResponsibleParty'],
    // Values of a record.
    ...['AreaScore', 'AspectObservation', 'ConcernAuthor', 'ContactCard', 'ExternalId', 'ProgressCheckNationalForm'],
    // Values of a pre-meeting, and what a review still lacks, which is computed.
    ...['CarryOver', 'PreMeetingSignature', 'ReadinessGap', 'ReviewReadiness'],
    // Values of a protocol, and what a review follows, which may be a shipped default and no record.
    ...['ProtocolApproval', 'ProtocolStep', 'ReviewProtocol'],
    // Values of a topic map, and what is in force, which may be the shipped default and no record.
    ...['TopicLink', 'TopicMapInForce'],
    // What stands side by side in an agenda: put together, and kept nowhere.
    ...['AgendaFinding', 'AgendaResult', 'AgendaTopic'],
    // What a stream gives beside changes.
    ...['ChangePage', 'Heartbeat', 'Presence', 'Present', 'ResyncRequired'],
    // Who did or looked, and what an answer showed: values of a line of the log.
    ...['AuditActor', 'AuditShown'],
    // What an import reports, and what a row of it was compared with.
    ...['ChildMatchCandidate', 'ChildMatchRow', 'ChildMatchWhereabouts', 'ChildrenImportProblem', 'ChildrenImportReport', 'ChildrenImportRow'],
    // Relay's own, and the caller, whose record is Viewer.practitioner.
    ...['PageInfo', 'Viewer'],
  ],
};

export default [
  {
    files: ['**/*.graphql'],
    plugins: { '@graphql-eslint': graphql },
    languageOptions: { parser: graphql.parser, parserOptions: { graphQLConfig: { schema } } },
    rules: {
      ...graphql.configs['flat/schema-recommended'].rules,
      ...graphql.configs['flat/schema-relay'].rules,
      '@graphql-eslint/strict-id-in-types': ['error', { exceptions: withoutId }],
      // What is bounded (the parts of one review) is a plain list, and a connection has `nodes` beside `edges`: see
      // docs/API-DESIGN.md. Everything that can grow without bound is a connection all the same; tests/it/schema.rs holds
      // that. The lines of the access log and of the audit trail are edges too, and no nodes: nobody reads one by its id,
      // past the list that says whose they are.
      '@graphql-eslint/relay-edge-types': ['error', { withEdgeSuffix: true, shouldImplementNode: false, listTypeCanWrapOnlyEdgeType: false }],
    },
  },
];
