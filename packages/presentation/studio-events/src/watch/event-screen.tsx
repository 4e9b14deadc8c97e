import '../studio-events.css';
import { useText } from '@plinth/component-kit';
import { EnvironmentChoice, TabList, useShowProperties, useWork, WorkArea } from '@plinth/studio-frame';
import { useState } from 'react';
import { Receivers } from '../receivers/receivers.tsx';
import { DeadLetters } from './dead-letters.tsx';
import { EventGroups } from './event-groups.tsx';
import { LiveEvents } from './live-events.tsx';
import { PayloadPanel, type ShownPayload } from './payload-panel.tsx';
import { ReplayDialog } from './replay-dialog.tsx';

const parts = ['live', 'letters', 'groups', 'receivers'] as const;
type Part = (typeof parts)[number];

/** Events of an environment: as they come, those that could not be consumed, who consumes them, and which other systems are sent them. */
export function EventScreen({ rest: [wanted, wantedPart, receiver] }: { readonly rest: readonly string[] }) {
  const text = useText();
  const work = useWork();
  const showProperties = useShowProperties();
  const [shown, setShown] = useState<ShownPayload | null>(null);
  const [replayed, setReplayed] = useState<ShownPayload | null>(null);
  const environment = work.environments.find(({ key }) => key === wanted)?.key ?? work.environment;
  const part = parts.find((each) => each === wantedPart) ?? 'live';
  const open = (to: string, which: Part, ...more: readonly string[]) => {
    setShown(null);
    work.openTool('events', to, which, ...more);
  };
  const show = (next: ShownPayload | null) => {
    setShown(next);
    if (next !== null) showProperties();
  };
  const mayReplay = work.member.tenantRoles.includes('administrator');
  const titles: Readonly<Record<Part, readonly [icon: string, title: string]>> = {
    live: ['broadcast', text('studio.events.live', 'As they come')],
    letters: ['mail', text('studio.events.letters', 'Dead letters')],
    groups: ['users-group', text('studio.events.groups', 'Consumers')],
    receivers: ['send', text('studio.receivers.receivers', 'Receivers')],
  };
  return (
    <WorkArea
      side={<EnvironmentChoice environment={environment} onChoose={(to) => open(to, part)} />}
      properties={<PayloadPanel shown={shown} onReplay={mayReplay ? setReplayed : null} />}
    >
      <div className="studio-designer">
        <h1 className="events-title">{text('studio.tool.events', 'Events as they come')}</h1>
        <div className="studio-designer-tabs">
          <TabList
            label={text('studio.events.parts', 'Parts of the events')}
            tabs={parts.map((key) => ({ key, icon: titles[key][0], title: titles[key][1] }))}
            current={part}
            onTab={(key) => open(environment, key)}
          />
        </div>
        {part === 'live' ? <LiveEvents key={environment} environment={environment} shown={shown?.id ?? null} onShow={show} /> : null}
        {part === 'letters' ? <DeadLetters key={environment} environment={environment} shown={shown?.id ?? null} onShow={show} /> : null}
        {part === 'groups' ? <EventGroups key={environment} environment={environment} /> : null}
        {part === 'receivers' ? (
          <Receivers
            key={environment}
            environment={environment}
            receiver={receiver ?? null}
            shown={shown?.id ?? null}
            onOpen={(key) => open(environment, 'receivers', ...(key === null ? [] : [key]))}
            onShow={show}
          />
        ) : null}
        {replayed?.position === undefined ? null : (
          <ReplayDialog
            environment={environment}
            group={null}
            position={{ after: replayed.position, title: replayed.title }}
            onClose={() => setReplayed(null)}
            onDone={() => {
              setReplayed(null);
              open(environment, 'groups');
            }}
          />
        )}
      </div>
    </WorkArea>
  );
}
