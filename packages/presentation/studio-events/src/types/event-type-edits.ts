import type { ActionBody, Definition, RecordOf } from '@plinth/app-definition';

type EventType = RecordOf<'event-type'>;

/** A change of a type of event, and what the undo menu calls it. */
export interface EventTypeEdit {
  readonly body: ActionBody;
  readonly intent: string;
}

const update = (id: string, path: readonly string[], value: unknown): ActionBody => ({
  type: 'RECORD_UPDATE',
  payload: { id, path: [...path], ...(value === undefined ? {} : { value: value as never }) },
});

export function setOfType<Name extends keyof EventType & string>(
  { id, key }: EventType,
  name: Name,
  value: EventType[Name] | undefined,
): EventTypeEdit {
  return { body: update(id, [name], value), intent: `Change ${name} of event ${key}` };
}

/** Another schema; one that was published has its version raised with it. */
export function setSchema({ id, key, version }: EventType, schema: Readonly<Record<string, unknown>>, raise: boolean): EventTypeEdit {
  const changes = [update(id, ['schema'], schema), ...(raise ? [update(id, ['version'], version + 1)] : [])];
  return { body: { type: 'BATCH', payload: { actions: changes } }, intent: `Change schema of event ${key}` };
}

/** Whether a role may tell it. */
export function setTeller({ id, key }: EventType, role: RecordOf<'role'>, may: boolean): EventTypeEdit {
  const emit = may ? [...role.emit, id] : role.emit.filter((each) => each !== id);
  return { body: update(role.id, ['emit'], emit), intent: `Change who may tell event ${key}` };
}

/** Takes it away, and from the roles that may tell it. */
export function removeType(definition: Definition, { id, key }: EventType): EventTypeEdit {
  const roles = [...definition.records.values()].filter((record) => record.kind === 'role' && record.emit.includes(id));
  const leave = roles.map((role) => update(role.id, ['emit'], role.kind === 'role' ? role.emit.filter((each) => each !== id) : []));
  return {
    body: { type: 'BATCH', payload: { actions: [...leave, { type: 'RECORD_REMOVE', payload: { id } }] } },
    intent: `Remove type of event ${key}`,
  };
}
