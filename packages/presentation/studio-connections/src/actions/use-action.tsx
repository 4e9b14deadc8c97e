import { Button } from '@mantine/core';
import type { getConnectorAction } from '@plinth/api-contract';
import { externalActionsOf, rolesOf } from '@plinth/app-definition';
import { Icon, useText } from '@plinth/component-kit';
import { ToolButton, useDefinition, useWork } from '@plinth/studio-frame';
import { useState } from 'react';
import type { Static } from 'typebox';
import { renewAction, takeAction } from './take-action.ts';

interface UseActionProps {
  readonly connection: string;
  readonly action: Static<(typeof getConnectorAction)['output']>;
}

/** Whether the application asks for an action, and who may; takes it into the application. */
export function UseAction({ connection, action }: UseActionProps) {
  const text = useText();
  const work = useWork();
  const definition = useDefinition();
  const roles = rolesOf(definition);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(() => new Set(roles.map(({ id }) => id)));
  const present = externalActionsOf(definition).find((each) => each.connection === connection && each.action === action.key);
  if (present !== undefined) {
    const { key } = present;
    const renewed = renewAction(present, action);
    return (
      <p className="studio-take connections-use" role="status">
        <Icon name={renewed === null ? 'circle-check' : 'alert-triangle'} size={18} />
        <span>
          {present.effect === 'reads'
            ? text('studio.connections.inUse', 'The application asks for it as {key}: in queries of pages, in steps and in processes.', {
                key,
              })
            : text('studio.connections.inUseOnce', 'The application asks for it as {key}: in steps and in processes.', { key })}
          {renewed === null ? null : (
            <small>
              {text('studio.connections.differs', 'What it takes, gives or does here differs from what the application counts on.')}
            </small>
          )}
        </span>
        {renewed === null ? null : (
          <Button size="xs" variant="default" onClick={() => work.act(renewed, `Follow ${connection} in ${key}`)}>
            {text('studio.connections.follow', 'Count on what it is now')}
          </Button>
        )}
        <ToolButton
          icon="trash"
          label={text('studio.connections.leave', 'Ask for {key} no longer', { key })}
          onClick={() => {
            const gone = rolesOf(definition)
              .filter(({ ask }) => ask.includes(present.id))
              .map(({ id, ask }) => ({
                type: 'RECORD_UPDATE' as const,
                payload: { id, path: ['ask'], value: ask.filter((each) => each !== present.id) },
              }));
            work.act(
              { type: 'BATCH', payload: { actions: [...gone, { type: 'RECORD_REMOVE', payload: { id: present.id } }] } },
              `Ask for ${key} no longer`,
            );
          }}
        />
      </p>
    );
  }
  return (
    <div className="studio-take connections-use">
      {roles.length === 0 ? null : (
        <fieldset>
          <legend>{text('studio.connections.whoMay', 'Who may ask for it')}</legend>
          {roles.map((role) => (
            <label key={role.id}>
              <input
                type="checkbox"
                checked={chosen.has(role.id)}
                onChange={({ currentTarget: { checked } }) => {
                  const next = new Set(chosen);
                  if (checked) next.add(role.id);
                  else next.delete(role.id);
                  setChosen(next);
                }}
              />
              <bdi>{role.label}</bdi>
            </label>
          ))}
        </fieldset>
      )}
      {action.effect === 'reads' ? null : (
        <small>
          {text(
            'studio.connections.noQueries',
            'Pages show only what reads. Where this does, an administrator says so above; else it is asked for by steps and processes.',
          )}
        </small>
      )}
      <span className="studio-grow" />
      <Button
        onClick={() => {
          const { body, key } = takeAction(
            definition,
            connection,
            action,
            roles.filter(({ id }) => chosen.has(id)),
          );
          work.act(body, `Ask for ${key} of ${connection}`);
        }}
      >
        {text('studio.connections.take', 'Use it in the application')}
      </Button>
    </div>
  );
}
