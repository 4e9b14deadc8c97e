/** A field as the files of an application write it. */
export type FieldForm = { readonly type: string } & Readonly<Record<string, unknown>>;

/** A field that pages show and forms fill. */
export interface PlannedField {
  readonly key: string;
  readonly label: string;
  readonly form: FieldForm;
  /** Key of the entity that a reference leads to. */
  readonly target: string | null;
  /** People see it and do not write it. */
  readonly locked: boolean;
}

/** Records of another entity that belong to one of this. */
export interface PlannedRelation {
  readonly key: string;
  readonly label: string;
  readonly target: string;
  /** The reference of the target that points back; null: many to many. */
  readonly through: string | null;
}

/** Foreign key of several columns: the model has no reference for it, a page can still show what belongs together. */
export interface CompositePlan {
  readonly from: string;
  readonly to: string;
  /** Paths that are equal, of the entity that refers and of the other, with their FEEL type. */
  readonly pairs: readonly { readonly own: string; readonly theirs: string; readonly type: string }[];
}

/** An entity as its pages need to know it. */
export interface PlannedEntity {
  readonly key: string;
  /** `albums`, for pages and queries. */
  readonly pluralKey: string;
  readonly label: string;
  readonly labelPlural: string;
  readonly description: string | null;
  readonly fields: readonly PlannedField[];
  readonly relations: readonly PlannedRelation[];
  /** What its pages offer to do with records. */
  readonly allows: { readonly create: boolean; readonly update: boolean; readonly delete: boolean };
  /** Whether there are so many that pages neither count them nor order them by name; absent: no. */
  readonly isLarge?: boolean;
  /** Keys of the fields that number a record, which say little where it has a name. */
  readonly numbering: readonly string[];
  /** Keys of the fields by which people name a record; none: its number. */
  readonly named: readonly string[];
  readonly searched: readonly string[];
}
