export {
  Application,
  BranchSnapshot,
  ChangeSummary,
  DefinitionProblem,
  MigrationStep,
  Release,
  Version,
} from './definition-shapes.ts';
export { type LiveMessage, liveBranch, Person, Place, presenceColours } from './live.ts';
export {
  appendActions,
  createApplication,
  createBranch,
  createVersion,
  getBranch,
  listActions,
  listApplications,
  listBranches,
  listReleases,
  listVersions,
  planRelease,
  publishRelease,
  pullDefinition,
  pushDefinition,
} from './operations.ts';
export { Publication, PublicationOperation, ReleasePlan } from './publication.ts';
export { publish } from './publish.ts';
