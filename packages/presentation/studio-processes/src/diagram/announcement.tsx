import { useText } from '@plinth/component-kit';
import { type DrawnFlow, type DrawnNode, type DrawnProcess, nodeOf } from '../drawing/drawn-process.ts';
import { kindOf } from '../drawing/element-kind.ts';
import { useKindNames } from '../drawing/kind-names.ts';

interface AnnouncementProps {
  readonly drawn: DrawnProcess;
  readonly selection: readonly string[];
  nameOfNode(node: DrawnNode): string;
  nameOfFlow(flow: DrawnFlow): string;
}

/** Says what is selected, to those who do not see it. */
export function Announcement({ drawn, selection, nameOfNode, nameOfFlow }: AnnouncementProps) {
  const text = useText();
  const kindName = useKindNames();
  const [first] = selection;
  const node = first === undefined ? null : nodeOf(drawn, first);
  const flow = drawn.flows.find(({ id }) => id === first);
  const leads =
    node === null ? [] : drawn.flows.filter(({ source }) => source === node.id).flatMap(({ target }) => nodeOf(drawn, target) ?? []);
  const words =
    selection.length > 1
      ? text('studio.bpmn.manySelected', '{count} elements are selected', { count: selection.length })
      : node !== null
        ? [
            nameOfNode(node),
            kindName(kindOf(node.node)),
            leads.length === 0 ? '' : text('studio.bpmn.leadsTo', 'leads to {names}', { names: leads.map(nameOfNode).join(', ') }),
          ]
            .filter((part) => part !== '')
            .join(', ')
        : flow === undefined
          ? ''
          : nameOfFlow(flow);
  return (
    <p className="studio-hidden" aria-live="polite">
      {words}
    </p>
  );
}
