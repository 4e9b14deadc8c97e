import type { Colleague, MigrationStep, ProcessReplay, Release, Template } from '@plinth/api-contract';
import type { Definition, DefinitionFiles, Dependencies, MeaningCheck, Middleware } from '@plinth/app-definition';
import type { Database, Transaction } from '@plinth/database';
import type { Clock, EnvironmentReference, PlinthError, RequestContext, TenantReference } from '@plinth/foundation';
import type { LongOperations } from '@plinth/long-operations';

/** Knows which components there are and which versions go together; the component registry. */
export interface ComponentResolver {
  componentIds(context: RequestContext): Promise<ReadonlySet<string>>;
  /** Component id to the ranges that instances ask for (none: whatever is newest) to exact versions, all of them or problems. */
  resolve(
    context: RequestContext,
    requested: ReadonlyMap<string, readonly string[]>,
  ): Promise<{
    readonly versions: Readonly<Record<string, string>>;
    readonly problems: readonly { readonly component: string; readonly message: string; readonly hint?: string }[];
  }>;
}

/** A version with everything that running it needs. */
export interface VersionContent {
  readonly application: { readonly id: string; readonly key: string; readonly type: 'application' | 'module' };
  readonly version: string;
  readonly signature: string;
  readonly definition: Definition;
  /** Component id to exact version. */
  readonly components: Readonly<Record<string, string>>;
  /** The modules it was locked to, by key. */
  readonly modules: Dependencies;
  readonly moduleVersions: Readonly<Record<string, { readonly version: string; readonly signature: string }>>;
}

/** Told how a migration goes; what it throws undoes all of the release. */
export interface MigrationWatch {
  /** The steps as they will be run. */
  planned(steps: readonly MigrationStep[]): void;
  /** So many steps are done, and the next begins. */
  reached(done: number): void;
}

/** What a migration would do, and what to know before. */
export interface PlannedMigration {
  readonly steps: readonly MigrationStep[];
  readonly warnings: readonly string[];
  /** What recorded histories come to; none where it was not to be looked at. */
  readonly replays: readonly ProcessReplay[];
}

/** Plans and runs changes of stored records; the record store. */
export interface MigrationPort {
  /**
   * The steps from the version that runs in the context's environment (null: none yet) to the next, or throws why there are
   * none. Changes nothing. Whether records stand against a step, and what recorded histories come to, is looked at with `readRows`,
   * which may take long.
   */
  planMigration(
    context: RequestContext,
    previous: VersionContent | null,
    next: VersionContent,
    options: { readonly readRows: boolean },
  ): Promise<PlannedMigration>;
  /** Plans again and runs the steps in the owner's transaction; throwing undoes all of the release. */
  applyMigration(
    context: RequestContext,
    previous: VersionContent | null,
    next: VersionContent,
    transaction: Transaction,
    watch: MigrationWatch,
  ): Promise<void>;
}

/** Where drafts have records that were made up for them; the record store. The context's environment is that of the link alone. */
export interface SamplePort {
  /** Makes the tables of a draft in place of those of another; false where what is there fits and stays. */
  makeTables(context: RequestContext, content: VersionContent): Promise<boolean>;
  /** The draft runs now; tables that are new get records. Tells, a sentence each, which entities have none and why. */
  begin(context: RequestContext, applicationKey: string, areNew: boolean): Promise<readonly string[]>;
  /** Takes away everything that is there. */
  remove(context: RequestContext): Promise<void>;
}

/** What others keep of applications. Each is asked again where something interrupted it. */
export interface RemainsPort {
  /** Those of the context's tenant. */
  environments(context: RequestContext): Promise<readonly EnvironmentReference[]>;
  /** Enters in the audit that the caller removes an application for good. */
  tell(context: RequestContext, application: string): Promise<void>;
  /** Takes away what the context's environment has of an application; `tabled` are the ids of the records that tables were made for. */
  takeFromEnvironment(context: RequestContext, application: string, tabled: readonly string[]): Promise<void>;
  /** Takes away what the context's tenant has of it beside its environments. */
  takeFromTenant(context: RequestContext, application: string): Promise<void>;
}

/** What new applications may begin with. */
export interface TemplateSource {
  list(): Promise<readonly Template[]>;
  /** The files of a template; undefined where there is none of that key. */
  files(key: string): Promise<DefinitionFiles | undefined>;
}

/** What a repository stands on. */
export interface RepositoryOptions {
  readonly database: Database;
  readonly components: ComponentResolver;
  readonly migration: MigrationPort;
  /** Without it, links to drafts show records of environments alone. */
  readonly samples?: SamplePort;
  /** Takes away what others keep of applications that are removed for good; without it, that stays. */
  readonly remains?: RemainsPort;
  /** Told why what is kept of removed applications could not be taken away; it is tried again. */
  readonly removalFailed?: (error: PlinthError) => void;
  /**
   * Stands for the platform, which may list what tenants have removed and whose links have expired; without it, the former stays and the
   * latter are forgotten when another link is made.
   */
  readonly platform?: TenantReference;
  /** Told why links with sample data that have expired could not be forgotten; they are looked for again. */
  readonly previewFailed?: (error: PlinthError) => void;
  /** Where publications run. */
  readonly longOperations: LongOperations;
  /** Finds what means nothing before a version is made. */
  readonly checkMeaning?: MeaningCheck;
  /** Further policies on actions, judged at the end of the log. */
  readonly middleware?: readonly Middleware[];
  /** Told after a release has been committed, so that plans can be made before the first request. */
  readonly released?: (context: RequestContext, content: VersionContent, release: Release) => Promise<void>;
  /** Who may be mentioned in comments: the members who make applications, by name; nobody where absent. */
  readonly makers?: (context: RequestContext) => Promise<readonly Colleague[]>;
  /** An active member by id or e-mail address, and whether they may make applications; null where there is none. Nobody is handed anything where it is absent. */
  readonly member?: (context: RequestContext, member: string) => Promise<{ readonly id: string; readonly makes: boolean } | null>;
  /** What members are called, by id, without those whom nobody knows. Lists and histories have no names where it is absent. */
  readonly namesOf?: (context: RequestContext, members: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  /** None where absent. */
  readonly templates?: TemplateSource;
  readonly clock?: Clock;
  /** Actions between two snapshots; 200 where absent. */
  readonly snapshotEvery?: number;
}
