export {
  Branch,
  BranchHistoryEntry,
  compareBranches,
  createBranch,
  deleteBranch,
  getBranch,
  listBranches,
  listBranchHistory,
  mergeBranch,
} from './branches.ts';
export {
  Application,
  BranchSnapshot,
  ChangeSummary,
  DefinitionProblem,
  MergeConflictShape,
  MergeDecisionShape,
  MigrationStep,
  Release,
  Template,
  Version,
} from './definition-shapes.ts';
export { type LiveMessage, liveBranch, Person, Place, presenceColours } from './live.ts';
export {
  appendActions,
  createApplication,
  createVersion,
  listActions,
  listApplicationRoles,
  listApplications,
  listReleases,
  listTemplates,
  listVersions,
  planRelease,
  publishRelease,
  pullDefinition,
  pushDefinition,
} from './operations.ts';
export {
  deleteApplication,
  handOverApplication,
  listPossibleOwners,
  removeApplication,
  restoreApplication,
} from './ownership.ts';
export { Publication, PublicationOperation, ReleasePlan } from './publication.ts';
export { publish } from './publish.ts';
