import { createContext, type ReactNode, useContext } from 'react';
import type { FormulaLanguage } from './formulas.ts';
import type { TaskServices } from './tasks.ts';

/** A field as components see it: what is needed to show, edit and validate its values. */
export interface FieldDescription {
  readonly key: string;
  readonly label: string;
  readonly help?: string;
  readonly type: string;
  readonly required: boolean;
  readonly readOnly: boolean;
  /** The one of the two writes in which it is read-only. */
  readonly lockedOn?: 'create' | 'update';
  readonly options?: readonly { readonly value: string; readonly label: string; readonly tone?: string }[];
  /** Key of the entity a reference points to. */
  readonly target?: string;
  readonly currency?: string;
  readonly scale?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: string;
  readonly maximum?: string;
  readonly pattern?: string;
  readonly accept?: readonly string[];
  readonly maxBytes?: number;
}

/** A relation many to many as components see it. */
export type RelationDescription = Pick<FieldDescription, 'key' | 'label' | 'readOnly' | 'lockedOn'> & { readonly target: string };

/** An entity as components see it; only fields and operations the person's roles grant. */
export interface EntityDescription {
  readonly key: string;
  readonly label: string;
  readonly labelPlural: string;
  readonly fields: readonly FieldDescription[];
  readonly relations: readonly RelationDescription[];
  readonly operations: readonly ('read' | 'create' | 'update' | 'delete' | 'export' | 'import')[];
}

/** A record as the API gives it: `id`, `version`, `title` and the fields by key; numbers beyond doubles as text; `allowed` where the page writes such records. */
export type RecordValues = Readonly<Record<string, unknown>> & { readonly id: string; readonly version: number; readonly title: string };

/** A page's query as a component holds it. Reading `rows` and the rest is current at each render. */
export interface QueryHandle {
  readonly key: string;
  readonly entity: EntityDescription;
  readonly rows: readonly RecordValues[];
  /** All matching records, where the query counts. */
  readonly count: number | null;
  readonly loading: boolean;
  readonly error: { readonly title: string; readonly hint: string } | null;
  readonly sort: readonly { readonly field: string; readonly direction: 'asc' | 'desc' }[];
  readonly hasMore: boolean;
  setSort(sort: QueryHandle['sort']): void;
  /** Ad hoc filter of a column, joined to the query's own by AND; null removes it. */
  setColumnFilter(field: string, filter: ColumnFilter | null): void;
  readonly columnFilters: Readonly<Record<string, ColumnFilter>>;
  /** Appends the next page of rows. */
  loadMore(): Promise<void>;
  reload(): Promise<void>;
}

export type ColumnFilter =
  | { readonly operator: 'contains' | 'equals' | 'atLeast' | 'atMost'; readonly value: string }
  | { readonly operator: 'anyOf'; readonly values: readonly string[] };

/** What a running page offers its components. */
export interface RenderServices {
  readonly locale: string;
  readonly direction: 'ltr' | 'rtl';
  /** For what people write into a component. */
  readonly formulas: FormulaLanguage;
  entity(key: string): EntityDescription | null;
  /** Records of an entity for a reference picker, by title search. */
  findReferences(
    entityKey: string,
    search: string,
    signal: AbortSignal,
  ): Promise<readonly { readonly id: string; readonly title: string }[]>;
  /** The records that a relation many to many of a record leads to, a thousand at most. */
  relatedRecords(
    entityKey: string,
    id: string,
    relationKey: string,
    signal: AbortSignal,
  ): Promise<readonly { readonly id: string; readonly title: string }[]>;
  uploadFile(
    entityKey: string,
    fieldKey: string,
    file: File,
    onProgress: (fraction: number) => void,
    signal: AbortSignal,
  ): Promise<StoredFile>;
  fileAddress(file: StoredFile): string;
  /** Creates (no id) or updates a record; rejects with a problem whose violations name fields. */
  saveRecord(
    entityKey: string,
    record: { readonly id?: string; readonly version?: number; readonly values: Readonly<Record<string, unknown>> },
  ): Promise<RecordValues>;
  /** Address of a page of this application, for links that can be opened in a new tab. */
  pageAddress(pageKey: string, parameters?: Readonly<Record<string, unknown>>): string;
  navigate(address: string): void;
  /** Another page of this application, within this one; null where pages are only looked at, or the person may not open it. */
  embedPage(pageKey: string, parameters: Readonly<Record<string, unknown>>): ReactNode | null;
  readonly tasks: TaskServices;
  /** First values of a new record, as far as they are known before there is one; those of `now()` and the like as of this call. */
  defaults(entityKey: string): Readonly<Record<string, unknown>>;
  /** The entity's validation rules over the values: field key to message. */
  validate(entityKey: string, values: Readonly<Record<string, unknown>>): Readonly<Record<string, string>>;
}

export interface StoredFile {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  readonly mediaType: string;
}

export const RenderServicesContext = createContext<RenderServices | null>(null);

/** The services of the page a component stands on. */
export function useRenderServices(): RenderServices {
  const services = useContext(RenderServicesContext);
  if (services === null) throw new Error('A component was rendered outside a page.');
  return services;
}
