/**
 * An XML element as it was read, so that nothing is lost when the model is written again: what the model does not
 * interpret stays as it is, and what it does is changed only where it differs. Plain data, stored with the model.
 */
export interface KeptElement {
  /** With its prefix. */
  readonly name: string;
  /** Whether it belongs to another vocabulary than DMN's. */
  readonly foreign?: true;
  /** With their prefixes and in their order; declarations of namespaces too. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly content: readonly KeptNode[];
}

export type KeptNode =
  /** Text, also the white space between elements. */
  string | { readonly comment: string } | { readonly cdata: string } | { readonly instruction: string } | KeptSlot | KeptElement;

/** Where a part stood that is an element of the model with its own kept form. */
export interface KeptSlot {
  /** Name of the XML element that stood there, without prefix; `expression` for boxed expressions. */
  readonly slot: string;
  /** Id of the model's element, where it has one. */
  readonly id?: string;
  /** Ids of the requirements within it, to which edges of a diagram may lead. */
  readonly inner?: readonly string[];
}

/** The root element, with what stands outside it. */
export interface KeptDocument extends KeptElement {
  readonly before: readonly KeptNode[];
  readonly after: readonly KeptNode[];
}
