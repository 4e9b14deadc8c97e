import type { ReleasePlan } from '@plinth/api-contract';
import type { ActionBody, Definition, DefinitionRecord, DefinitionViolation, RecordKind } from '@plinth/app-definition';
import type { ComponentType } from 'react';
import type { DrawnComparison } from './drawn-comparison.ts';
import type { RailGroup } from './rail-group.ts';

/** Something that is opened as a whole: a page, an entity, a decision. */
export interface Artefact {
  readonly id: string;
  readonly label: string;
  readonly icon: string;
  /** What tells it from others of the same label: its address, its key. */
  readonly detail: string;
}

/** What is to be published, for a view to say what follows for what it shows. */
export interface PlannedProps {
  readonly plan: ReleasePlan;
  /** Key of the environment to which. */
  readonly environment: string;
  /** What would run there. */
  readonly candidate: { readonly branch: string } | { readonly version: string };
  /** Somebody goes to look elsewhere, and does not publish now. */
  onLeave(): void;
}

/** How makers see and change one kind of artefact. The frame takes a list of these and knows nothing else of them. */
export interface ArtefactView {
  readonly kind: RecordKind;
  /** In the plural, as the rail calls it; texts are found by `studio.view.<kind>`. */
  readonly title: string;
  /** Of the Tabler set. */
  readonly icon: string;
  readonly group: RailGroup;
  list(definition: Definition): readonly Artefact[];
  /** The artefact that a record is part of, or null where it is none of this view's. */
  artefactOf(definition: Definition, record: DefinitionRecord): string | null;
  /** Making another one: what to do, what to call it in the undo menu, and which record is then opened. */
  readonly create?: {
    readonly title: string;
    make(definition: Definition): { readonly body: ActionBody; readonly intent: string; readonly artefact: string };
  };
  /** What is said where there is none yet; texts are found by `studio.start.<kind>`. */
  readonly invitation?: { readonly title: string; readonly help: string };
  /** What is wrong with artefacts of the kind that is neither the definition's form nor an expression, found shortly after each change. */
  problems?(definition: Definition): Promise<readonly DefinitionViolation[]>;
  /** Fetched when an artefact of the kind is first opened. */
  load(): Promise<ComponentType<{ readonly artefact: string }>>;
  /** Draws what differs between two definitions, fetched when it is first shown; without it the differences are told in words. */
  compare?(): Promise<ComponentType<DrawnComparison>>;
  /** Says before a publication what follows from it for artefacts of the kind, fetched when it is shown; null where nothing does. */
  planned?(plan: ReleasePlan): (() => Promise<ComponentType<PlannedProps>>) | null;
}
