export type { AppendResult } from './append.ts';
export { repositoryErrors } from './errors.ts';
export { repositoryMigrations } from './migrations.ts';
export type {
  ComponentResolver,
  MigrationPort,
  MigrationWatch,
  RemainsPort,
  RepositoryOptions,
  SamplePort,
  TemplateSource,
  VersionContent,
} from './ports.ts';
export type { CurrentRelease } from './releases.ts';
export { createRepository, type Repository } from './repository.ts';
