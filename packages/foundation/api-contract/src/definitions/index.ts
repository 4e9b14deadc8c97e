export {
  Application,
  BranchSnapshot,
  ChangeSummary,
  DefinitionProblem,
  MigrationStep,
  Release,
  Version,
} from './definition-shapes.ts';
export {
  appendActions,
  createApplication,
  createBranch,
  createVersion,
  getBranch,
  listActions,
  listApplications,
  listReleases,
  listVersions,
  publishRelease,
  pullDefinition,
  pushDefinition,
} from './operations.ts';
