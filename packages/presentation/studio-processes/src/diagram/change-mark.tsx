import type { ElementChange } from './diagram-node.ts';

const signs: Readonly<Record<ElementChange['kind'], string>> = { added: '+', changed: '~', removed: '−' };

/** What became of an element, by sign and word as well as by colour. */
export function ChangeMark({ change: { kind, words } }: { readonly change: ElementChange }) {
  return (
    <span className="bpmn-change" data-kind={kind} title={words}>
      <span aria-hidden="true">{signs[kind]}</span>
      <span className="studio-hidden">{words}</span>
    </span>
  );
}
