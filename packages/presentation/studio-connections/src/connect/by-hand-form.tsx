import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useText } from '@plinth/component-kit';
import { ToolButton } from '@plinth/studio-frame';
import { emptyRequest, type HandCredential, type HandRequest } from './by-hand.ts';

interface ByHandFormProps {
  readonly requests: readonly HandRequest[];
  readonly credential: HandCredential;
  readonly header: string;
  onRequests(requests: readonly HandRequest[]): void;
  onCredential(credential: HandCredential): void;
  onHeader(header: string): void;
}

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** Requests over HTTP, a line each, and how one signs in. */
export function ByHandForm({ requests, credential, header, onRequests, onCredential, onHeader }: ByHandFormProps) {
  const text = useText();
  const change = (place: number, more: Partial<HandRequest>) =>
    onRequests(requests.map((each, at) => (at === place ? { ...each, ...more } : each)));
  const credentialNames: Readonly<Record<HandCredential, string>> = {
    none: text('studio.connections.signsInNot', 'Nobody signs in'),
    key: text('studio.connections.signsInKey', 'A key in a header'),
    basic: text('studio.connections.signsInBasic', 'User and password'),
    bearer: text('studio.connections.signsInBearer', 'A token'),
  };
  return (
    <>
      <fieldset className="connections-requests">
        <legend>{text('studio.connections.requests', 'Requests')}</legend>
        {requests.map((request, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is the place that it has
          <div key={place}>
            <input
              type="text"
              aria-label={text('studio.connections.requestName', 'Name of request {number}', { number: place + 1 })}
              placeholder={text('studio.connections.requestNameShort', 'name')}
              value={request.name}
              onChange={({ currentTarget }) => change(place, { name: currentTarget.value })}
            />
            <select
              aria-label={text('studio.connections.requestMethod', 'Method of request {number}', { number: place + 1 })}
              value={request.method}
              onChange={({ currentTarget }) => change(place, { method: methods.find((each) => each === currentTarget.value) ?? 'GET' })}
            >
              {methods.map((method) => (
                <option key={method}>{method}</option>
              ))}
            </select>
            <input
              type="text"
              spellCheck={false}
              aria-label={text('studio.connections.requestPath', 'Path of request {number}', { number: place + 1 })}
              placeholder="/accounts/{id}?page"
              value={request.path}
              onChange={({ currentTarget }) => change(place, { path: currentTarget.value })}
            />
            <ToolButton
              icon="x"
              label={text('studio.connections.removeRequest', 'Remove request {number}', { number: place + 1 })}
              disabled={requests.length === 1}
              onClick={() => onRequests(requests.filter((_, at) => at !== place))}
            />
          </div>
        ))}
        <Button variant="default" onClick={() => onRequests([...requests, emptyRequest])}>
          {text('studio.connections.addRequest', 'Add a request')}
        </Button>
      </fieldset>
      <NativeSelect
        label={text('studio.connections.signsIn', 'How one signs in')}
        value={credential}
        onChange={({ currentTarget }) =>
          onCredential((['none', 'key', 'basic', 'bearer'] as const).find((each) => each === currentTarget.value) ?? 'none')
        }
        data={(['none', 'key', 'basic', 'bearer'] as const).map((value) => ({ value, label: credentialNames[value] }))}
      />
      {credential !== 'key' ? null : (
        <TextInput
          label={text('studio.connections.header', 'Name of the header')}
          spellCheck={false}
          autoComplete="off"
          value={header}
          onChange={({ currentTarget }) => onHeader(currentTarget.value)}
        />
      )}
    </>
  );
}
