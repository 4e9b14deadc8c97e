export type { AppendResult } from './append.ts';
export { repositoryErrors } from './errors.ts';
export { repositoryMigrations } from './migrations.ts';
export type { ComponentResolver, MigrationPlan, MigrationPort, RepositoryOptions, VersionContent } from './ports.ts';
export type { CurrentRelease, Publication, PublishInput } from './publish.ts';
export { createRepository, type Repository } from './repository.ts';
