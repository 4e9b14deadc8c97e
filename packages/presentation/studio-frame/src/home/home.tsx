import '../styles/home.css';
import { Icon, useText } from '@plinth/component-kit';
import { FailureBoundary } from '@plinth/page-renderer';
import { follow } from '@plinth/web-shell';
import { Colours } from '../frame/colours.tsx';
import { LanguageChoice } from '../frame/language-choice.tsx';
import { StateMessage } from '../parts/state-message.tsx';
import { Fetched } from '../work/fetched.tsx';
import { toolMark } from '../work/tool-view.ts';
import { ApplicationScreen } from './application-screen.tsx';
import type { AtHome, HomePlace } from './home-place.ts';

interface HomeProps extends AtHome {
  readonly places: readonly HomePlace[];
  /** Of the address, after the mark of a place: its key and more. Empty: the applications. */
  readonly rest: readonly string[];
}

/** Where no application is open: the applications of the tenant and, for administrators, what else there is to the tenant. */
export function Home({ client, session, places, rest }: HomeProps) {
  const text = useText();
  const tenant = session.tenant.key;
  const home = `/studio/${encodeURIComponent(tenant)}`;
  const administers = session.member?.tenantRoles.includes('administrator') ?? false;
  const open = administers ? places : [];
  const [key, ...more] = rest;
  const place = open.find((each) => each.key === key);
  return (
    <div className="studio-home">
      <header className="studio-top">
        <span className="studio-mark">
          <Icon name="stack-2" size={18} />
        </span>
        <span className="studio-application">
          <bdi>{session.tenant.name}</bdi>
        </span>
        {open.length === 0 ? null : (
          <nav className="studio-places" aria-label={text('studio.home.places', 'Places')}>
            <a href={home} onClick={follow} aria-current={key === undefined ? 'page' : undefined}>
              {text('studio.applications', 'Applications')}
            </a>
            {open.map((each) => (
              <a
                key={each.key}
                href={`${home}/${toolMark}/${each.key}`}
                onClick={follow}
                aria-current={each === place ? 'page' : undefined}
              >
                {text(`studio.tool.${each.key}`, each.title)}
              </a>
            ))}
          </nav>
        )}
        <span className="studio-grow" />
        <a className="studio-tool studio-use" href={`/apps/${encodeURIComponent(tenant)}`} title={text('studio.use', 'Use applications')}>
          <Icon name="apps" size={15} />
          <span>{text('studio.use', 'Use applications')}</span>
        </a>
        <LanguageChoice />
        <Colours />
      </header>
      <main className="studio-home-main">
        {key === undefined ? (
          <ApplicationScreen client={client} session={session} />
        ) : place === undefined ? (
          <StateMessage level={1} icon="help" title={text('studio.home.noPlace', 'There is nothing here for you')}>
            {text('studio.home.noPlaceHelp', 'The address is wrong, or only administrators may look at it.')}
          </StateMessage>
        ) : (
          <FailureBoundary title={place.title}>
            <Fetched
              of={place}
              given={{ client, session, rest: more }}
              waiting={<div className="studio-home-loading" aria-busy="true" />}
            />
          </FailureBoundary>
        )}
      </main>
    </div>
  );
}
