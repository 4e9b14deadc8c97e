/** Places where instances stand when a new version comes, with what becomes of them by it; written down before anything is run. */
export interface Place {
  /** Element at which a token stands. */
  readonly at: string;
  /** Why an instance cannot go on by the new version there; null where it can. */
  readonly stays: string | null;
  /** What its history comes to by the new version. */
  readonly replay: 'same' | 'differs' | 'stops';
  /** How often the new version asks for its tasks or program beyond what it did before. */
  readonly more?: number;
}

export const places: Readonly<Record<string, Place>> = {
  userTask: { at: 'review', stays: null, replay: 'same', more: 1 },
  leasedWork: { at: 'charge', stays: null, replay: 'same' },
  message: { at: 'go', stays: 'go waits for the message gone now, not for go', replay: 'same' },
  eventGateway: { at: 'either', stays: 'tooLate is gone', replay: 'same' },
  subProcess: { at: 'inner', stays: 'stop is new and would not be heard', replay: 'same' },
  parallelRounds: { at: 'each', stays: 'each is repeated in another way', replay: 'differs' },
  rounds: { at: 'inTurn', stays: null, replay: 'same' },
  call: { at: 'look', stays: null, replay: 'same', more: 1 },
  incident: { at: 'compute', stays: null, replay: 'differs' },
  join: { at: 'left', stays: 'rightMeet leads no longer to meet', replay: 'same' },
  signal: { at: 'hear', stays: null, replay: 'same' },
  loop: { at: 'again', stays: null, replay: 'same', more: 1 },
  compensation: { at: 'confirm', stays: 'the compensation of reserve is gone', replay: 'same' },
  // It has ended when the new version comes, and nothing becomes of it.
  ended: { at: '', stays: null, replay: 'stops' },
  // Started last, for its time runs.
  timer: { at: 'pause', stays: null, replay: 'same' },
};
export const placeNames = Object.keys(places);

/** The place of the instance of a number. */
export const placeOf = (number: number): string => placeNames[number % placeNames.length] ?? '';

const everybody = { 'plinth:candidateRoles': 'everybody' };
const person = (more: object = {}) => ({ type: 'userTask', attributes: everybody, ...more });
const caught = (definition: string, attributes: Readonly<Record<string, string>> = {}) => ({
  type: 'intermediateCatchEvent',
  attributes,
  content: definition,
});
const timer = (text: string) => `<timerEventDefinition><timeDuration>${text}</timeDuration></timerEventDefinition>`;
const message = (id: string) => `<messageEventDefinition messageRef="${id}"/>`;
const key = { 'plinth:correlationKey': 'number' };
const rounds = (isSequential: boolean) => ({
  content: `<multiInstanceLoopCharacteristics isSequential="${isSequential}"><loopCardinality>3</loopCardinality></multiInstanceLoopCharacteristics>`,
});
const loop = (times: number) => ({
  content: `<standardLoopCharacteristics><loopCondition>loopCounter &lt; ${times}</loopCondition></standardLoopCharacteristics>`,
});
const chain = (...ids: readonly string[]) =>
  Object.fromEntries(ids.slice(1).map((to, at) => [`${ids[at]}${to[0]?.toUpperCase()}${to.slice(1)}`, { from: ids[at], to }]));

function document(id: string, more = ''): string {
  return `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:plinth="https://plinth.dev/bpmn" id="d" targetNamespace="urn:chaos"><message id="mGo" name="go"/><message id="mGone" name="gone"/><message id="mAnswer" name="answer"/><message id="mStop" name="stop"/><signal id="sClosing" name="closing"/><process id="${id}" isExecutable="true">${more}</process></definitions>`;
}

/** First elements of the ways that lead to the places. */
const ways: Readonly<Record<string, string>> = {
  ...{ userTask: 'review', leasedWork: 'charge', message: 'go', eventGateway: 'either', subProcess: 'part', parallelRounds: 'each' },
  ...{ rounds: 'inTurn', call: 'ask', incident: 'compute', join: 'fork', signal: 'hear', loop: 'again', compensation: 'reserve' },
  ...{ ended: 'first', timer: 'pause' },
};

/** The process as it is first, and as it is published while instances stand everywhere. */
function order(isNew: boolean) {
  const undone = isNew ? {} : { undo: { type: 'boundaryEvent', attachedTo: 'reserve', content: '<compensateEventDefinition/>' } };
  return {
    label: 'Order',
    document: document('order', isNew ? '' : '<association id="undoes" sourceRef="undo" targetRef="release" associationDirection="One"/>'),
    nodes: {
      s: 'startEvent',
      route: 'exclusiveGateway',
      review: person(),
      ...(isNew ? { second: person() } : {}),
      charge: { type: 'serviceTask', attributes: { 'plinth:topic': 'charge' } },
      go: { type: 'receiveTask', attributes: { messageRef: isNew ? 'mGone' : 'mGo', ...key } },
      either: 'eventBasedGateway',
      answered: caught(message('mAnswer'), key),
      ...(isNew ? { bored: caught(timer('P60D')) } : { tooLate: caught(timer('P30D')) }),
      part: {
        type: 'subProcess',
        nodes: { ps: 'startEvent', inner: person(), pe: 'endEvent' },
        flows: chain('ps', 'inner', 'pe'),
      },
      ...(isNew ? { stop: { type: 'boundaryEvent', attachedTo: 'part', attributes: key, content: message('mStop') } } : {}),
      each: person(rounds(isNew)),
      inTurn: person(rounds(true)),
      ask: { type: 'callActivity', attributes: { calledElement: 'check' } },
      // What it computes with is no number; the new version does not ask for one.
      compute: {
        type: 'scriptTask',
        attributes: { 'plinth:resultVariable': 'n' },
        content: `<script>${isNew ? '1' : 'number(amount)'}</script>`,
      },
      fork: 'parallelGateway',
      left: person(),
      right: 'task',
      meet: 'parallelGateway',
      hear: caught('<signalEventDefinition signalRef="sClosing"/>'),
      again: person(loop(isNew ? 4 : 3)),
      reserve: 'task',
      ...undone,
      ...(isNew ? {} : { release: { type: 'task', attributes: { isForCompensation: 'true' } } }),
      confirm: person(),
      first: person(),
      ...(isNew ? { last: person() } : {}),
      pause: caught(timer('wait')),
      booked: {
        type: 'serviceTask',
        attributes: { 'plinth:does': 'record.create', 'plinth:entity': 'entry' },
        content: '<extensionElements><plinth:input from="number" to="number"/></extensionElements>',
      },
      e: 'endEvent',
    },
    flows: {
      ...chain('s', 'route'),
      ...Object.fromEntries(
        Object.entries(ways).map(([place, to]) => [`to${place}`, { from: 'route', to, condition: `place = "${place}"` }]),
      ),
      ...(isNew ? chain('review', 'second', 'booked') : chain('review', 'booked')),
      ...(isNew ? chain('first', 'last', 'booked') : chain('first', 'booked')),
      ...chain('either', 'answered', 'booked'),
      ...(isNew ? chain('either', 'bored', 'booked') : chain('either', 'tooLate', 'booked')),
      ...chain('fork', 'left', 'meet', 'booked', 'e'),
      ...chain('fork', 'right'),
      [isNew ? 'rightJoins' : 'rightMeet']: { from: 'right', to: 'meet' },
      ...chain('reserve', 'confirm', 'booked'),
      ...(isNew ? chain('stop', 'booked') : {}),
      ...Object.fromEntries(
        ['charge', 'go', 'part', 'each', 'inTurn', 'ask', 'compute', 'hear', 'again', 'pause'].flatMap((id) =>
          Object.entries(chain(id, 'booked')),
        ),
      ),
    },
  };
}

/** The process that an order calls. */
function check(isNew: boolean) {
  return {
    label: 'Check',
    document: document('check'),
    nodes: { s: 'startEvent', look: person(), ...(isNew ? { sign: person() } : {}), e: 'endEvent' },
    flows: isNew ? chain('s', 'look', 'sign', 'e') : chain('s', 'look', 'e'),
  };
}

/** The application as it is first, or as it is published later. */
export function filesOf(isNew: boolean): Readonly<Record<string, string>> {
  return {
    'plinth.yaml': 'format: 1\nkey: chaos\ntype: application\nlabel: Chaos\n',
    'roles.yaml': 'everybody:\n  heldBy: members\n  start: [ order, check ]\n  manage: [ order, check ]\n  permissions:\n    entry: all\n',
    'entities/entry.yaml': 'label: Entry\nfields:\n  number: { type: integer, required: true }\n',
    'processes/order.yaml': JSON.stringify(order(isNew)),
    'processes/check.yaml': JSON.stringify(check(isNew)),
  };
}
