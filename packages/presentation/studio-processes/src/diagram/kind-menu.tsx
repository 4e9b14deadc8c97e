import { Icon, useText } from '@plinth/component-kit';
import { useReactFlow } from '@xyflow/react';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { artefactIcons } from '../drawing/artefact-icons.ts';
import { useArtefactNames } from '../drawing/artefact-names.ts';
import { artefactId } from '../drawing/artefacts.ts';
import { type DrawnNode, type DrawnProcess, nodeOf } from '../drawing/drawn-process.ts';
import { type ElementKind, eventSubProcessStarts, groupOf, kindId, kindOf, kindsByGroup } from '../drawing/element-kind.ts';
import { KindIcon } from '../drawing/kind-icon.tsx';
import { useKindNames } from '../drawing/kind-names.ts';
import type { Edit } from '../edits/edit.ts';
import { connectAny, lineBetween } from '../edits/link-edits.ts';
import { addNode, appendNode, changeKind, insertIntoFlow } from '../edits/node-edits.ts';
import { type Asking, useProcessWork } from '../process-work.ts';

interface KindMenuProps {
  readonly drawn: DrawnProcess;
  readonly asking: Exclude<Asking, { readonly kind: 'rename' }>;
  nameOfNode(node: DrawnNode): string;
  onDone(): void;
}

interface Choice {
  readonly id: string;
  readonly label: string;
  readonly icon: ReactNode;
  edit(): Edit | null;
}

/** A list that is searched by typing: of kinds of elements, or of elements that a flow can lead to. */
export function KindMenu({ drawn, asking, nameOfNode, onDone }: KindMenuProps) {
  const text = useText();
  const process = useProcessWork();
  const flow = useReactFlow();
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const kindName = useKindNames();
  const artefactName = useArtefactNames();
  const titles: Readonly<Record<typeof asking.kind, string>> = {
    add: text('studio.bpmn.addElement', 'Add an element'),
    append: text('studio.bpmn.appendElement', 'Append an element'),
    insert: text('studio.bpmn.insertElement', 'Insert an element'),
    change: text('studio.bpmn.changeType', 'Change the type'),
    connect: text('studio.bpmn.connectWith', 'Connect with'),
    find: text('studio.bpmn.find', 'Find an element'),
  };
  useEffect(() => field.current?.focus({ preventScroll: true }), []);
  const middle = () => {
    const bounds = list.current?.closest('.bpmn-diagram')?.getBoundingClientRect();
    return flow.screenToFlowPosition({ x: (bounds?.x ?? 0) + (bounds?.width ?? 0) / 2, y: (bounds?.y ?? 0) + (bounds?.height ?? 0) / 2 });
  };
  const all = choicesOf(drawn, asking, middle, process.definition, kindName, nameOfNode, artefactName);
  const words = typed.trim().toLocaleLowerCase();
  const shown = all.filter(({ label }) => label.toLocaleLowerCase().includes(words));
  const active = Math.min(at, shown.length - 1);
  const take = (choice: Choice | undefined) => {
    if (choice === undefined) return;
    onDone();
    if (asking.kind === 'find') process.work.selection.value = [choice.id];
    else process.edit(() => choice.edit());
  };
  const keys = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === 'Escape') onDone();
    else if (event.key === 'Enter') take(shown[active]);
    else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      const next = (active + (event.key === 'ArrowDown' ? 1 : -1) + shown.length) % Math.max(1, shown.length);
      setAt(next);
      list.current?.children[next]?.scrollIntoView({ block: 'nearest' });
    } else return;
    event.preventDefault();
  };
  return (
    <div
      className="bpmn-menu nowheel"
      role="dialog"
      aria-label={titles[asking.kind]}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) onDone();
      }}
    >
      <label htmlFor={id}>{titles[asking.kind]}</label>
      <input
        ref={field}
        id={id}
        type="text"
        role="combobox"
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-activedescendant={shown[active] === undefined ? undefined : `${id}-${active}`}
        placeholder={text('studio.bpmn.search', 'Search')}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={keys}
      />
      {shown.length === 0 ? (
        <p>
          {asking.kind === 'connect'
            ? text('studio.bpmn.nothingToConnect', 'There is nothing that a flow could lead to.')
            : text('studio.bpmn.nothingFound', 'Nothing is called so.')}
        </p>
      ) : null}
      <div ref={list} id={`${id}-list`} role="listbox" aria-label={titles[asking.kind]}>
        {shown.map((choice, index) => (
          <div
            key={choice.id}
            id={`${id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            onPointerMove={() => setAt(index)}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => take(choice)}
            onKeyDown={keys}
          >
            {choice.icon}
            <bdi>{choice.label}</bdi>
          </div>
        ))}
      </div>
    </div>
  );
}

function choicesOf(
  drawn: DrawnProcess,
  asking: KindMenuProps['asking'],
  middle: () => { readonly x: number; readonly y: number },
  definition: () => Parameters<typeof addNode>[0],
  kindName: (kind: ElementKind) => string,
  nameOfNode: (node: DrawnNode) => string,
  artefactName: ReturnType<typeof useArtefactNames>,
): readonly Choice[] {
  const node = 'node' in asking ? nodeOf(drawn, asking.node) : null;
  const choices = (kinds: readonly ElementKind[], edit: (kind: ElementKind) => Edit | null): Choice[] =>
    kinds.map((kind) => ({ id: kindId(kind), label: kindName(kind), icon: <KindIcon kind={kind} size={20} />, edit: () => edit(kind) }));
  const elementChoice = (each: DrawnNode) => ({
    id: each.id,
    label: nameOfNode(each),
    icon: <KindIcon kind={kindOf(each.node)} size={20} />,
  });
  const { start, activity, gateway, intermediate, end, boundary } = kindsByGroup;
  switch (asking.kind) {
    case 'add':
      return choices([...activity, ...gateway, ...start, ...intermediate, ...end], (kind) =>
        addNode(definition(), drawn, kind, { ...middle(), container: null }),
      );
    case 'insert': {
      const flow = drawn.flows.find(({ id }) => id === asking.flow);
      return flow === undefined
        ? []
        : choices([...activity, ...gateway, ...intermediate], (kind) => insertIntoFlow(definition(), drawn, flow, kind));
    }
    case 'append': {
      if (node === null) return [];
      const behind = choices(
        [...activity.filter(({ isEventSubProcess }) => !isEventSubProcess), ...gateway, ...intermediate, ...end],
        (kind) => appendNode(definition(), drawn, node, kind),
      );
      if (!('loop' in node.node)) return behind;
      const { box } = node;
      const events = drawn.nodes.filter(({ host }) => host === node.id).length;
      const place = { x: box.x + box.width - 36 - 44 * events, y: box.y + box.height, container: node.container, host: node.id };
      return [...behind, ...choices(boundary, (kind) => addNode(definition(), drawn, kind, place))];
    }
    case 'change':
      return node === null ? [] : choices(changesOf(drawn, node), (kind) => changeKind(drawn, node, kind));
    case 'find':
      return drawn.nodes.map((each) => ({ ...elementChoice(each), edit: () => null }));
    case 'connect': {
      const { node: from } = asking;
      const join = (to: string) => () => connectAny(definition(), drawn, from, to);
      const may = (to: string) => lineBetween(drawn, from, to) !== null;
      return [
        ...drawn.nodes.filter(({ id }) => may(id)).map((other) => ({ ...elementChoice(other), edit: join(other.id) })),
        ...drawn.artefacts.flatMap((other): Choice[] => {
          const id = artefactId(other.key);
          if (other.kind !== 'shape' || !may(id)) return [];
          const label = other.label.trim() === '' ? artefactName[other.type] : other.label;
          return [{ id, label, icon: <Icon name={artefactIcons[other.type]} size={18} />, edit: join(id) }];
        }),
      ];
    }
  }
}

/** What an element can become: another one of its group, and an event between start and end also a start or an end. */
function changesOf(drawn: DrawnProcess, { node, container }: DrawnNode): readonly ElementKind[] {
  const group = groupOf(kindOf(node));
  const around = container === null ? null : nodeOf(drawn, container)?.node;
  const isEventStart =
    node.type === 'startEvent' && around !== undefined && around !== null && 'isEventSubProcess' in around && around.isEventSubProcess;
  const own = kindsByGroup[group];
  const beside = isEventStart
    ? [
        ...eventSubProcessStarts,
        ...own.filter(({ trigger }) => trigger !== null).map((kind): ElementKind => ({ ...kind, isNonInterrupting: true })),
      ]
    : [];
  const other =
    group === 'start' || group === 'intermediate' || group === 'end'
      ? (['start', 'intermediate', 'end'] as const).filter((each) => each !== group).flatMap((each) => kindsByGroup[each])
      : [];
  const current = kindId(kindOf(node));
  return [...own, ...beside, ...other].filter((kind) => kindId(kind) !== current);
}
