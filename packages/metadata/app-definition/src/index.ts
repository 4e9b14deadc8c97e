export {
  appOf,
  childrenOf,
  childrenOfKind,
  componentsOf,
  compositeComponent,
  compositeKey,
  compositesIn,
  compositesOf,
  decisionsOf,
  entitiesOf,
  entityByKey,
  eventTypesOf,
  externalActionsOf,
  externalTriggersOf,
  fieldByKey,
  fieldsOf,
  functionsOf,
  indexesOf,
  pageByKey,
  pageOf,
  pagesOf,
  permissionsOf,
  processesOf,
  processFlowsOf,
  processNodesOf,
  queriesOf,
  recordOf,
  recordsOf,
  referrersOf,
  relationsOf,
  rolesOf,
  rulesOf,
  settingsOf,
} from './accessors.ts';
export { type Acceptance, acceptActions } from './actions/accept.ts';
export { type ActionBody, type DefinitionAction, type LogEntry, malformedAction, type RecordPlace } from './actions/definition-action.ts';
export { type AppliedAction, type ReduceResult, reduce, type SkippedPart } from './actions/reduce.ts';
export { sameJson } from './actions/same-json.ts';
export { structuralViolations, subtreeOf } from './actions/structure.ts';
export { applyText, invertText, mapText, type TextChange, textChangeBetween } from './actions/text-change.ts';
export {
  appId,
  currentSchemaVersion,
  type Definition,
  type DefinitionSnapshot,
  definitionOf,
  snapshotOf,
  withDefaults,
} from './definition.ts';
export { definitionErrors } from './errors.ts';
export type { FileProblem } from './files/file-problem.ts';
export { type FileSides, type MergedFile, mergeFile } from './files/merge-file.ts';
export { type DefinitionFiles, type ReadFilesOptions, type ReadFilesResult, readFiles } from './files/read-files.ts';
export { labelFromKey } from './files/wording.ts';
export { writeFiles } from './files/write-files.ts';
export { indexAt, indexBetween } from './fractional-index.ts';
export { PermissionTestRecord } from './kinds/access.ts';
export { AppRecord } from './kinds/app.ts';
export { appearanceOf } from './kinds/appearance.ts';
export { FieldRecord, type FieldType, fieldTypes } from './kinds/entity.ts';
export { ImportRecord } from './kinds/import.ts';
export { type NoticeTone, type PageAction, type PageActionName, pageActions } from './kinds/page-action.ts';
export type { DefinitionRecord, RecordKind, RecordOf } from './kinds/record-kinds.ts';
export { SettingRecord, settingTypes } from './kinds/setting.ts';
export { checkFieldValue, referencedId, type ValidatedField, validateRecord } from './record-validation.ts';
export { foresee } from './state/foresee.ts';
export { type KeptReplica, keepReplica, restoreReplica } from './state/kept-replica.ts';
export type { Overwritten } from './state/overwritten.ts';
export {
  act,
  createReplica,
  nextStep,
  type RefusedAction,
  type Replica,
  type ReplicaChange,
  receive,
  refuseAtServer,
  type TentativeEntry,
} from './state/replica.ts';
export {
  createStore,
  type DefinitionStore,
  type Middleware,
  type Persist,
  type PersistResult,
  type StoreNotice,
  type StoreOptions,
} from './state/store.ts';
export type { UndoStep } from './state/undo-stacks.ts';
export { checkActions } from './validation/check-actions.ts';
export { type Dependencies, foreignEntity } from './validation/check-references.ts';
export { checkSettingValue, settingsName } from './validation/check-setting.ts';
export { recordTitle } from './validation/record-title.ts';
export { type MeaningCheck, type ValidationPorts, validateDefinition } from './validation/validate-definition.ts';
export { type DefinitionViolation, nameForPeople, type ViolationRule, violationOf } from './validation/violation.ts';
export { artefactOf, fileOfRecord, restoreArtefacts, restoreRecords } from './versions/artefacts.ts';
export { canonicalJson, signatureOf } from './versions/canonical.ts';
export { decisionMark } from './versions/decision-mark.ts';
export { actionBetween, type DefinitionDiff, diff, type UpdatedRecord } from './versions/diff.ts';
export { type MergeConflict, type MergeResult, merge } from './versions/merge.ts';
export { type Difference, type MergedDefinition, mergeWithEdited } from './versions/merge-with-edited.ts';
export { migrateAction, readSnapshot, type SchemaMigration } from './versions/migrations.ts';
export { type MergeDecision, type ResolvedMerge, resolveMerge } from './versions/resolve.ts';
