import { type Client, listReleases, type Release, type SessionInfo } from '@plinth/api-contract';
import type { ActionBody, Definition, DefinitionViolation } from '@plinth/app-definition';
import type { ComponentMetadata } from '@plinth/component-contract';
import type { Finding } from '@plinth/definition-findings';
import type { StudioSession } from '@plinth/studio-session';
import { effect, type ReadonlySignal, type Signal, signal } from '@preact/signals-core';
import type { ArtefactView } from './artefact-view.ts';
import type { Command } from './command.ts';
import { definitionChecks } from './definition-checks.ts';
import type { ToolView } from './tool-view.ts';

/** Something told for a moment. */
export interface Saying {
  readonly message: string;
  readonly hint?: string | undefined;
  readonly tone: 'info' | 'bad';
}

/** What every view of an open application works with. */
export interface StudioWork {
  readonly client: Client;
  readonly tenant: string;
  readonly application: string;
  /** The branch that is open. */
  readonly branch: string;
  /** Where the application is tried: the tenant's first environment. */
  readonly environment: string;
  /** Where the application can be released. */
  readonly environments: SessionInfo['environments'];
  readonly member: NonNullable<SessionInfo['member']>;
  /** What the application wears where it has no theme of its own; absent where the tenant has none. */
  readonly tenantTheme?: SessionInfo['tenant']['theme'];
  readonly session: StudioSession;
  /** Everything that can be put on a page. */
  readonly components: readonly ComponentMetadata[];
  readonly views: readonly ArtefactView[];
  readonly tools: readonly ToolView[];
  /** Record ids that are selected in the open artefact, the last one chosen last. */
  readonly selection: Signal<readonly string[]>;
  /** What is wrong with the definition and its expressions, found shortly after each change. */
  readonly problems: ReadonlySignal<readonly DefinitionViolation[]>;
  /** What can be published, but people or their devices would suffer from. */
  readonly findings: ReadonlySignal<readonly Finding[]>;
  /** What runs in the environment; null where nothing does, or as long as it is not known. */
  readonly release: Signal<Release | null>;
  /** Whether this window publishes at the moment. */
  readonly publishing: Signal<boolean>;
  readonly saying: Signal<Saying | null>;
  /** What the open view offers to the palette and the keyboard, asked when the palette opens. */
  readonly viewCommands: Signal<() => readonly Command[]>;
  /** Changes the definition, or says why not. */
  act(body: ActionBody, intent: string): boolean;
  say(saying: Saying): void;
  /** Opens an artefact, with these of its records selected. */
  open(artefact: string, selection?: readonly string[]): void;
  /** Opens a tool; `rest` becomes part of the address. */
  openTool(key: string, ...rest: readonly string[]): void;
  /** Opens another branch of the application. */
  openBranch(branch: string): void;
  close(): Promise<void>;
}

export interface StudioWorkOptions
  extends Pick<
    StudioWork,
    | 'client'
    | 'tenant'
    | 'application'
    | 'branch'
    | 'environments'
    | 'environment'
    | 'member'
    | 'tenantTheme'
    | 'session'
    | 'components'
    | 'views'
    | 'tools'
  > {
  readonly openArtefact: (artefact: string) => void;
  readonly openTool: (key: string, rest: readonly string[]) => void;
  readonly openBranch: (branch: string) => void;
}

/** Milliseconds of rest before the definition is checked. */
const rest = 250;

export function createWork({ openArtefact, openTool, ...given }: StudioWorkOptions): StudioWork {
  const { session } = given;
  const selection = signal<readonly string[]>([]);
  const problems = signal<readonly DefinitionViolation[]>([]);
  const findings = signal<readonly Finding[]>([]);
  const saying = signal<Saying | null>(null);
  const release = signal<Release | null>(null);
  const { client, tenant, application, environment } = given;
  void client.call(listReleases, { tenant, application }, {}).then(
    ({ items }) => {
      release.value ??= items.find((each) => each.environment === environment) ?? null;
    },
    // Then the pages have samples, and publishing says what is wrong.
    () => undefined,
  );
  const checkDefinition = definitionChecks(given.components, given.views);
  let checking = new AbortController();
  const check = async () => {
    const found = await checkDefinition(session.store.definition, checking.signal);
    if (found === null) return;
    problems.value = found.problems;
    findings.value = found.findings;
  };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stopChecking = effect(() => {
    session.revision.value;
    clearTimeout(timer);
    checking.abort();
    checking = new AbortController();
    timer = setTimeout(() => void check(), rest);
  });
  return {
    ...given,
    selection,
    problems,
    findings,
    saying,
    release,
    publishing: signal(false),
    viewCommands: signal<() => readonly Command[]>(() => []),
    act(body, intent) {
      const refused = session.store.dispatch(body, intent);
      if (refused === null) return true;
      saying.value = { message: refused.refusal.message, hint: refused.refusal.hint, tone: 'bad' };
      return false;
    },
    say(said) {
      saying.value = said;
    },
    open(artefact, chosen = []) {
      openArtefact(artefact);
      selection.value = chosen;
    },
    openTool(key, ...rest) {
      openTool(key, rest);
      selection.value = [];
    },
    async close() {
      clearTimeout(timer);
      checking.abort();
      stopChecking();
      await session.close();
    },
  };
}

/** The view and artefact that a record belongs to, or null where no view shows it. */
export function placeOf(
  work: StudioWork,
  definition: Definition,
  id: string,
): { readonly view: ArtefactView; readonly artefact: string } | null {
  const record = definition.records.get(id);
  if (record === undefined) return null;
  for (const view of work.views) {
    const artefact = view.artefactOf(definition, record);
    if (artefact !== null) return { view, artefact };
  }
  return null;
}
