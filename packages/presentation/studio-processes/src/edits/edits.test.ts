import { validateDefinition } from '@plinth/app-definition';
import { validateProcess } from '@plinth/process-model';
import { bpmnOf } from '@plinth/processes';
import { describe, expect, test } from 'vitest';
import { copyElements, pasteElements } from '../diagram/clipboard.ts';
import { beside } from '../diagram/diagram-keys.ts';
import { dropped } from '../diagram/dropped.ts';
import { edited as drawnTo } from '../diagram/palette.tsx';
import { Drawing } from '../testing.ts';
import { namedOf, referenceOf, setNamed } from './definition-edits.ts';
import { connect, noFlowBecause, reconnect, setCondition, setDefault } from './flow-edits.ts';
import { arrange, collapse, moveNodes } from './move-edits.ts';
import { addNode, appendNode, changeKind, removeElements, rename } from './node-edits.ts';
import {
  addTrigger,
  removeTrigger,
  setDocumentation,
  setEventCondition,
  setLoop,
  setMappings,
  setScript,
  setTimer,
  setTriggerAttribute,
} from './property-edits.ts';

const loan = `label: Loan
nodes:
  start: startEvent
  check: { type: userTask, label: Check }
  sub:
    type: subProcess
    label: Sub
    nodes: { inner: { type: task, label: Inner }, last: { type: task, label: Last } }
    flows: { i: { from: inner, to: last } }
  late: { type: boundaryEvent, label: Late, attachedTo: check, content: <timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition> }
  remind: { type: task, label: Remind }
  done: { type: endEvent, label: Done }
flows:
  f1: { from: start, to: check }
  f2: { from: check, to: sub }
  f3: { from: sub, to: done }
  f4: { from: late, to: remind }
`;

const valid = ({ definition }: Drawing) => expect(validateDefinition(definition)).toEqual([]);
const document = ({ definition }: Drawing) => bpmnOf(definition, 'loan');

describe('elements', () => {
  test('are appended with a flow, beside what is there already, and in the container of what leads to them', () => {
    const drawing = new Drawing(loan);
    drawing.do(appendNode(drawing.definition, drawing.drawn, drawing.node('Check'), { type: 'exclusiveGateway', trigger: null }));
    const boxes = drawing.drawn.nodes.filter(({ container, host }) => container === null && host === null).map(({ box }) => box);
    for (const a of boxes)
      for (const b of boxes)
        expect(a !== b && a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height).toBe(false);
    drawing.do(appendNode(drawing.definition, drawing.drawn, drawing.node('Last'), { type: 'endEvent', trigger: 'error' }));
    const gateway = drawing.drawn.nodes.find(({ node }) => node.type === 'exclusiveGateway');
    const end = drawing.drawn.nodes.find(({ node }) => node.type === 'endEvent' && node.name === '');
    expect([gateway?.container, end?.container === drawing.node('Sub').id]).toEqual([null, true]);
    expect(document(drawing)).toMatch(/<errorEventDefinition\/>/);
    valid(drawing);
  });

  test('that are removed take what stands in and on them, and join what led to them with where they led', () => {
    const drawing = new Drawing(loan);
    drawing.do(removeElements(drawing.drawn, [drawing.node('Check').id]));
    expect(drawing.leads).toEqual(['Inner → Last', 'Sub → Done', 'start → Sub']);
    valid(drawing);
    drawing.do(removeElements(drawing.drawn, [drawing.node('Sub').id]));
    expect(drawing.leads).toEqual(['start → Done']);
    drawing.do(
      removeElements(
        drawing.drawn,
        drawing.drawn.nodes.map(({ id }) => id),
      ),
    );
    expect([drawing.leads, drawing.drawn.nodes]).toEqual([[], []]);
    valid(drawing);
  });

  test('become another kind: a trigger gets its element and loses it, a task keeps what it has', () => {
    const drawing = new Drawing(loan);
    drawing.do(changeKind(drawing.drawn, drawing.node('Done'), { type: 'intermediateCatchEvent', trigger: 'timer' }));
    expect(drawing.node('Done').node).toMatchObject({ type: 'intermediateCatchEvent', triggers: [{ kind: 'timer', form: 'duration' }] });
    drawing.do(changeKind(drawing.drawn, drawing.node('Done'), { type: 'endEvent', trigger: null }));
    expect(drawing.node('Done').node).toMatchObject({ type: 'endEvent', triggers: [] });
    drawing.do(changeKind(drawing.drawn, drawing.node('Late'), { type: 'boundaryEvent', trigger: 'message', isNonInterrupting: true }));
    expect(drawing.node('Late').node).toMatchObject({ isInterrupting: false, triggers: [{ kind: 'message' }] });
    drawing.do(changeKind(drawing.drawn, drawing.node('Check'), { type: 'serviceTask', trigger: null }));
    expect(drawing.node('Check').node.type).toBe('serviceTask');
    valid(drawing);
  });

  test('are moved with what stands in and on them, into and out of a sub-process, where flows between levels go', () => {
    const drawing = new Drawing(loan);
    const before = drawing.node('Inner').box;
    drawing.do(moveNodes(drawing.definition, drawing.drawn, [drawing.node('Sub').id], { x: 30, y: -20 }));
    expect(drawing.node('Inner').box).toEqual({ ...before, x: before.x + 30, y: before.y - 20 });
    const sub = drawing.node('Sub');
    const check = drawing.node('Check');
    drawing.do(dropped(drawing.definition, drawing.drawn, check, { x: sub.box.x + 40, y: sub.box.y + 60 }, [check.id]));
    expect([drawing.node('Check').container, drawing.node('Late').container]).toEqual([sub.id, sub.id]);
    expect(drawing.leads).toEqual(['Inner → Last', 'Sub → Done']);
    valid(drawing);
    const inside = drawing.node('Check');
    drawing.do(dropped(drawing.definition, drawing.drawn, inside, { x: sub.box.x, y: sub.box.y + 600 }, [inside.id]));
    expect(drawing.node('Check').container).toBe(null);
    valid(drawing);
  });

  test('are drawn onto a flow or the border of an activity', () => {
    const drawing = new Drawing(loan);
    drawing.do(
      drawnTo(drawing.definition, drawing.drawn, { type: 'userTask', trigger: null }, { x: 0, y: 0 }, drawing.flow('start', 'Check').id),
    );
    expect(drawing.leads).toHaveLength(6);
    const { box } = drawing.node('Remind');
    drawing.do(
      drawnTo(
        drawing.definition,
        drawing.drawn,
        { type: 'intermediateCatchEvent', trigger: 'timer' },
        { x: box.x + 20, y: box.y + 70 },
        null,
      ),
    );
    expect(drawing.drawn.nodes.filter(({ host }) => host === drawing.node('Remind').id)).toHaveLength(1);
    valid(drawing);
  });

  test('are copied with the flows between them, and other text is none', () => {
    const drawing = new Drawing(loan);
    const copied = copyElements(drawing.drawn, [drawing.node('Check').id, drawing.node('Sub').id]) ?? '';
    drawing.do(pasteElements(drawing.definition, drawing.drawn, copied));
    expect(drawing.leads.filter((each) => each === 'Check → Sub')).toHaveLength(2);
    expect(drawing.leads.filter((each) => each === 'Inner → Last')).toHaveLength(2);
    expect(drawing.drawn.nodes.filter(({ node }) => node.name === 'Late').map(({ host }) => host !== null)).toEqual([true, true]);
    valid(drawing);
    for (const text of ['', 'words', '{}', '[1]', '{"plinth":"process elements","nodes":[{"kind":"page"}],"flows":[]}'])
      expect(pasteElements(drawing.definition, drawing.drawn, text)).toBe(null);
  });
});

test('what nobody has put anywhere stays where it is drawn when something is put beside it', () => {
  const drawing = new Drawing(loan);
  const before = drawing.drawn.nodes.map(({ key, box }) => [key, box]);
  drawing.do(appendNode(drawing.definition, drawing.drawn, drawing.node('Remind'), { type: 'endEvent', trigger: null }));
  expect(drawing.drawn.nodes.filter(({ key }) => before.some(([known]) => known === key)).map(({ key, box }) => [key, box])).toEqual(
    before,
  );
});

describe('a sub-process that grows', () => {
  const placed = `label: Loan
nodes:
  start: { type: startEvent, label: Start, place: { x: 0, y: 80, width: 36, height: 36 } }
  sub:
    type: subProcess
    label: Sub
    place: { x: 100, y: 0, width: 300, height: 200 }
    nodes: { inner: { type: task, label: Inner, place: { x: 140, y: 60, width: 100, height: 80 } } }
  late: { type: boundaryEvent, label: Late, attachedTo: sub, place: { x: 382, y: 82, width: 36, height: 36 }, content: <timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition> }
  next: { type: task, label: Next, place: { x: 440, y: 60, width: 100, height: 80 } }
  far: { type: task, label: Far, place: { x: 600, y: 400, width: 100, height: 80 } }
  under: { type: task, label: Under, place: { x: 150, y: 220, width: 100, height: 80 } }
  done: { type: endEvent, label: Done, place: { x: 620, y: 82, width: 36, height: 36 } }
flows:
  f1: { from: start, to: sub, way: [{ x: 36, y: 98 }, { x: 100, y: 98 }] }
  f2: { from: sub, to: next, way: [{ x: 400, y: 100 }, { x: 440, y: 100 }] }
  f3: { from: next, to: done, way: [{ x: 540, y: 100 }, { x: 620, y: 100 }] }
`;
  const corner = (drawing: Drawing, name: string) => [drawing.node(name).box.x, drawing.node(name).box.y];

  test('moves what stands beside and below it, together, with the lines between them and the events on its border', () => {
    const drawing = new Drawing(placed);
    const inner = drawing.node('Inner');
    drawing.do(moveNodes(drawing.definition, drawing.drawn, [inner.id], { x: 250, y: 0 }));
    expect(drawing.node('Sub').box).toMatchObject({ x: 100, y: 0, width: 420, height: 200 });
    expect(['Start', 'Next', 'Done', 'Far', 'Under', 'Late'].map((name) => corner(drawing, name))).toEqual([
      [0, 80],
      [540, 60],
      [720, 82],
      [700, 400],
      [150, 220],
      [502, 82],
    ]);
    expect(drawing.flow('Next', 'Done').points).toEqual([
      { x: 640, y: 100 },
      { x: 720, y: 100 },
    ]);
    expect(drawing.flow('Start', 'Sub').points[1]).toEqual({ x: 100, y: 98 });
    drawing.do(moveNodes(drawing.definition, drawing.drawn, [inner.id], { x: 0, y: 100 }));
    expect([drawing.node('Sub').box.height, corner(drawing, 'Under')]).toEqual([270, [150, 290]]);
    valid(drawing);
  });

  test('leaves what is not in its way', () => {
    const drawing = new Drawing(placed);
    drawing.do(moveNodes(drawing.definition, drawing.drawn, [drawing.node('Next').id], { x: 0, y: 600 }));
    drawing.do(moveNodes(drawing.definition, drawing.drawn, [drawing.node('Inner').id], { x: 100, y: 0 }));
    drawing.do(moveNodes(drawing.definition, drawing.drawn, [drawing.node('Inner').id], { x: 60, y: 0 }));
    expect([drawing.node('Sub').box.width, corner(drawing, 'Done')]).toEqual([330, [620, 82]]);
  });

  test('is shown with room for what is in it', () => {
    const drawing = new Drawing(placed);
    drawing.do(collapse(drawing.definition, drawing.drawn, drawing.node('Sub')));
    drawing.do(moveNodes(drawing.definition, drawing.drawn, [drawing.node('Next').id], { x: -200, y: 0 }));
    drawing.do(collapse(drawing.definition, drawing.drawn, drawing.node('Sub')));
    const { x, width } = drawing.node('Sub').box;
    expect(drawing.node('Next').box.x).toBe(x + width + 20);
  });
});

describe('flows', () => {
  test('lead only where BPMN lets them', () => {
    const drawing = new Drawing(loan);
    const because = (from: string, to: string) => noFlowBecause(drawing.drawn, drawing.node(from), drawing.node(to));
    expect([
      because('Check', 'Check'),
      because('Check', 'Inner'),
      because('Check', 'start'),
      because('Done', 'Check'),
      because('Remind', 'Late'),
    ]).toEqual(['same', 'level', 'start', 'end', 'boundary']);
    expect([because('Check', 'Sub'), because('Remind', 'Done')]).toEqual(['there', null]);
    expect(connect(drawing.definition, drawing.drawn, drawing.node('Done').id, drawing.node('Check').id)).toBe(null);
    drawing.do(connect(drawing.definition, drawing.drawn, drawing.node('Remind').id, drawing.node('Done').id));
    drawing.do(reconnect(drawing.drawn, drawing.flow('Remind', 'Done'), drawing.node('Remind').id, drawing.node('Check').id));
    expect(drawing.leads).toContain('Remind → Check');
  });

  test('have a condition or are the default', () => {
    const drawing = new Drawing(loan);
    drawing.do(setCondition(drawing.flow('Check', 'Sub'), 'amount > 5'));
    expect(drawing.flow('Check', 'Sub').flow.condition?.text).toBe('amount > 5');
    drawing.do(setDefault(drawing.drawn, drawing.flow('Check', 'Sub'), true));
    expect([drawing.flow('Check', 'Sub').isDefault, drawing.flow('Check', 'Sub').flow.condition]).toEqual([true, null]);
    drawing.do(setDefault(drawing.drawn, drawing.flow('Check', 'Sub'), false));
    expect(drawing.flow('Check', 'Sub').isDefault).toBe(false);
  });

  test('are followed by arrows, and without one the nearest element on that side is found', () => {
    const { drawn, node } = { drawn: new Drawing(loan).drawn, node: (name: string) => new Drawing(loan).node(name).id };
    expect(beside(drawn, node('start'), [1, 0])).toBe(node('Check'));
    expect(beside(drawn, node('Check'), [-1, 0])).toBe(node('start'));
    expect(beside(drawn, node('Done'), [-1, 0])).toBe(node('Sub'));
    expect(beside(drawn, undefined, [1, 0])).toBe(node('start'));
    expect(beside(drawn, 'gone', [0, 1])).toBe(node('start'));
  });
});

test('each of several triggers of an event is changed, added and removed by itself', () => {
  const drawing = new Drawing(loan);
  const triggers = () => {
    const { node } = drawing.node('Late');
    return 'triggers' in node ? node.triggers : [];
  };
  const late = () => drawing.node('Late');
  drawing.do(addTrigger(drawing.drawn, late(), 'message'));
  drawing.do(addTrigger(drawing.drawn, late(), 'message'));
  drawing.do(addTrigger(drawing.drawn, late(), 'conditional'));
  drawing.do(setNamed(drawing.drawn, late(), 'message', 'First'));
  drawing.do(setNamed(drawing.drawn, late(), 'message', 'Second', 1));
  drawing.do(setTriggerAttribute(drawing.drawn, late(), 'message', 'name', 'x', 1));
  drawing.do(setEventCondition(drawing.drawn, late(), 'amount > 5'));
  drawing.do(setTimer(drawing.drawn, late(), 'duration', 'PT2H'));
  expect(triggers().map(({ kind }) => kind)).toEqual(['timer', 'message', 'message', 'conditional']);
  const names = namedOf(drawing.drawn, 'message');
  expect([0, 1].map((at) => names.find(({ id }) => id === referenceOf(late().node, 'message', at))?.name)).toEqual(['First', 'Second']);
  drawing.do(removeTrigger(drawing.drawn, late(), { kind: 'message', at: 0 }));
  expect(referenceOf(late().node, 'message')).toBe(names.find(({ name }) => name === 'Second')?.id);
  expect(triggers()).toMatchObject([{ expression: { text: 'PT2H' } }, { kind: 'message' }, { condition: { text: 'amount > 5' } }]);
  valid(drawing);
});

describe('properties', () => {
  test('are read back as they were written, and what else the XML has stays', () => {
    const drawing = new Drawing(
      loan.replace(
        '{ type: userTask, label: Check }',
        '{ type: userTask, label: Check, content: \'<extensionElements><x:a xmlns:x="urn:x"/></extensionElements>\' }',
      ),
    );
    const feel = (text: string) => ({ text, language: null });
    drawing.do(setDocumentation(drawing.drawn, drawing.node('Check'), 'a < b & "c"'));
    drawing.do(
      setMappings(
        drawing.drawn,
        drawing.node('Check'),
        [{ from: feel('amount < 5'), to: 'small' }],
        [{ from: feel('result'), to: 'answer' }],
      ),
    );
    drawing.do(
      setLoop(drawing.drawn, drawing.node('Check'), {
        kind: 'multiInstance',
        isSequential: true,
        cardinality: null,
        collection: feel('people'),
        item: 'person',
        outputCollection: 'answers',
        outputItem: 'answer',
        isOutputOwn: false,
        completion: feel('done > 2'),
        events: [],
      }),
    );
    expect(drawing.node('Check').node).toMatchObject({
      inputs: [{ from: feel('amount < 5'), to: 'small' }],
      outputs: [{ from: feel('result'), to: 'answer' }],
      loop: { isSequential: true, collection: feel('people'), item: 'person', outputCollection: 'answers', completion: feel('done > 2') },
    });
    expect(document(drawing)).toContain('<x:a xmlns:x="urn:x"/>');
    drawing.do(setTimer(drawing.drawn, drawing.node('Late'), 'date', '2026-01-31T08:00:00Z'));
    expect(drawing.node('Late').node).toMatchObject({ triggers: [{ form: 'date', expression: feel('2026-01-31T08:00:00Z') }] });
    drawing.do(setLoop(drawing.drawn, drawing.node('Check'), null));
    drawing.do(setMappings(drawing.drawn, drawing.node('Check'), [], []));
    expect(drawing.node('Check').node).toMatchObject({ inputs: [], outputs: [], loop: null });
  });

  test('messages and errors are part of the document once, however many speak of them', () => {
    const drawing = new Drawing(loan);
    for (const name of ['Done', 'Late']) {
      drawing.do(changeKind(drawing.drawn, drawing.node(name), { type: drawing.node(name).node.type, trigger: 'message' }));
      drawing.do(setNamed(drawing.drawn, drawing.node(name), 'message', 'Paid & gone'));
    }
    expect(drawing.drawn.read.model.messages.map(({ name }) => name)).toEqual(['Paid & gone']);
    const [message] = drawing.drawn.read.model.messages;
    expect(drawing.node('Late').node).toMatchObject({ triggers: [{ kind: 'message', message: message?.id }] });
    drawing.do(setNamed(drawing.drawn, drawing.node('Late'), 'message', ''));
    expect(drawing.node('Late').node).toMatchObject({ triggers: [{ message: null }] });
    expect(validateProcess(drawing.drawn.read).filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  test('hostile words are words', () => {
    const drawing = new Drawing(loan);
    const hostile = '<script>alert(1)</script>]]>&amp;\u202E';
    drawing.do(rename({ ...drawing.node('Check'), type: 'userTask' }, hostile));
    drawing.do(setDocumentation(drawing.drawn, drawing.node(hostile), hostile));
    drawing.do(changeKind(drawing.drawn, drawing.node(hostile), { type: 'scriptTask', trigger: null }));
    drawing.do(setScript(drawing.drawn, drawing.node(hostile), `"${hostile}"`));
    expect(drawing.node(hostile).node).toMatchObject({ script: { text: `"${hostile}"` } });
    expect(() => setDocumentation(drawing.drawn, drawing.node(hostile), 'bell \u0007')).toThrow(
      expect.objectContaining({ code: 'processes.unreadable-content' }),
    );
  });
});

test('three hundred elements are arranged, and none lies on another one', () => {
  const drawing = new Drawing(loan);
  for (let count = 0, last = drawing.node('Remind'); count < 10; count++) {
    const id = drawing.do(appendNode(drawing.definition, drawing.drawn, last, { type: 'userTask', trigger: null }));
    last = drawing.node(drawing.drawn.nodes.find((node) => node.id === id)?.key ?? '');
  }
  for (let count = 0; count < 5; count++) {
    const copied =
      copyElements(
        drawing.drawn,
        drawing.drawn.nodes.map(({ id }) => id),
      ) ?? '';
    drawing.do(pasteElements(drawing.definition, drawing.drawn, copied));
  }
  drawing.do(arrange(drawing.definition, drawing.drawn));
  expect(drawing.drawn.nodes.length).toBeGreaterThan(300);
  const boxes = drawing.drawn.nodes.filter(({ container, host }) => container === null && host === null).map(({ box }) => box);
  const isOver = (a: (typeof boxes)[number], b: (typeof boxes)[number]) =>
    a !== b && a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
  expect(boxes.filter((box) => boxes.some((other) => isOver(box, other)))).toEqual([]);
  drawing.do(addNode(drawing.definition, drawing.drawn, { type: 'task', trigger: null }, { x: 0, y: 0, container: null }));
});
