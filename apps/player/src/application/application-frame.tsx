import type { ApplicationShell, ShellPage } from '@plinth/api-contract';
import { Icon, useText } from '@plinth/component-kit';
import type { Interactions } from '@plinth/page-renderer';
import { follow, go, signInAddress, usePlace } from '@plinth/web-shell';
import { useEffect, useMemo, useRef, useState } from 'react';
import { StateMessage } from '../parts/state-message.tsx';
import { PersonMenu } from '../shell/person-menu.tsx';
import { applicationSession } from './application-session.ts';
import { followChanges } from './follow-changes.ts';
import { InboxLink } from './inbox-link.tsx';
import { InboxScreen, inboxPath } from './inbox-screen.tsx';
import { Navigation } from './navigation.tsx';
import { NoticeBell } from './notice-bell.tsx';
import { matchPage, pageAddress, pagesAbove } from './page-address.ts';
import { PageScreen } from './page-screen.tsx';
import { type OpenPreview, PreviewNotice } from './preview-notice.tsx';
import { startedPath } from './started-screen.tsx';
import { useFreshSettings } from './use-fresh-settings.ts';

interface ApplicationFrameProps {
  readonly shell: ApplicationShell;
  readonly rest: string;
  readonly interactions: Interactions;
  readonly preview: OpenPreview | undefined;
}

/** What stands around the pages: header, navigation, breadcrumb, and where the focus goes when the page changes. */
export function ApplicationFrame({ shell, rest, interactions, preview }: ApplicationFrameProps) {
  const text = useText();
  const { path, query } = usePlace();
  const [menuOpen, setMenuOpen] = useState(false);
  const main = useRef<HTMLElement>(null);
  const base =
    preview?.base ?? `/apps/${[shell.tenant.key, shell.environment.key, shell.application.key].map(encodeURIComponent).join('/')}`;
  const link = preview?.link;
  const session = useMemo(() => applicationSession(shell, base, interactions, link), [shell, base, interactions, link]);
  useFreshSettings(session);
  useEffect(() => followChanges(session), [session]);
  const queryText = query.toString();
  const matched = useMemo(() => matchOrHome(shell, rest, new URLSearchParams(queryText)), [shell, rest, queryText]);
  const label = (page: ShellPage) => shell.messages[`${page.id}.label`] ?? page.label;
  const isInbox = shell.hasTasks && (rest === inboxPath || rest === startedPath);
  const title = isInbox
    ? text('player.tasks', 'Tasks')
    : matched === null
      ? text('player.notFound', 'There is nothing at this address')
      : label(matched.page);
  useEffect(() => {
    document.title = `${title} · ${shell.application.label}`;
  }, [title, shell]);
  // What a visitor cannot see may be there for members.
  const unknownToVisitor = !isInbox && matched === null && shell.person === null;
  useEffect(() => {
    if (unknownToVisitor) go(signInAddress(shell.tenant.key, location.pathname + location.search), { replace: true });
  }, [unknownToVisitor, shell]);
  useFocusOnChange(path, main);
  useClosedAfter(path, setMenuOpen);
  const address = (page: ShellPage) => pageAddress(shell.pages, base, page.key, {}) ?? base;
  const listed = shell.pages.filter((page) => page.navigation && !page.path.includes(':'));
  // A rail that leads nowhere but to the first page is left out: the name in the header leads there.
  const railed = listed.some((page) => page.key !== homePage(shell)?.key);
  const navigation = (
    <Navigation
      pages={listed.map((page) => ({ key: page.key, label: label(page), icon: page.icon, address: address(page) }))}
      current={currentKey(shell, matched?.page)}
    />
  );
  return (
    <div className="player-frame" data-railless={!railed || undefined}>
      <a className="player-skip" href="#main">
        {text('player.skip', 'Skip to content')}
      </a>
      <header className="player-header">
        {railed ? (
          <button
            type="button"
            className="player-icon-button player-burger"
            aria-label={text('player.pages', 'Pages')}
            aria-expanded={menuOpen}
            onClick={() => setMenuOpen(!menuOpen)}
          >
            <Icon name={menuOpen ? 'x' : 'menu-2'} size={20} />
          </button>
        ) : null}
        <a className="player-application" href={base} onClick={follow}>
          <span className="player-tile" data-small>
            <Icon name={shell.application.icon ?? 'apps'} size={18} />
          </span>
          <span className="player-header-name">{shell.messages['app.label'] ?? shell.application.label}</span>
        </a>
        {/* Samples are in none that anybody knows by name; what they are says the notice. */}
        {shell.environment.key === 'production' || preview?.records === 'samples' ? null : (
          <span className="player-environment" title={shell.environment.label}>
            {shell.environment.label}
          </span>
        )}
        <span className="player-header-space" />
        {shell.hasTasks && shell.person !== null ? (
          <NoticeBell session={session} inbox={`${base}/${inboxPath}`} started={`${base}/${startedPath}`} />
        ) : null}
        {shell.hasTasks ? <InboxLink session={session} address={`${base}/${inboxPath}`} current={isInbox} /> : null}
        {shell.person === null ? null : (
          <a
            className="player-icon-button"
            href={`/apps/${encodeURIComponent(shell.tenant.key)}`}
            aria-label={text('player.toApplications', 'Your applications')}
            onClick={follow}
          >
            <Icon name="grid-dots" size={20} />
          </a>
        )}
        <PersonMenu tenant={shell.tenant.key} person={shell.person} locales={shell.locales} hasTasks={shell.hasTasks} />
      </header>
      {railed ? (
        <div className="player-rail" data-open={menuOpen || undefined}>
          {navigation}
        </div>
      ) : null}
      {menuOpen ? <div className="player-veil" aria-hidden="true" onClick={() => setMenuOpen(false)} /> : null}
      <main className="player-main" id="main" ref={main} tabIndex={-1}>
        {preview === undefined ? null : <PreviewNotice preview={preview} environment={shell.environment.label} />}
        {isInbox ? (
          <InboxScreen session={session} base={base} path={rest} query={queryText} />
        ) : matched === null ? (
          <div className="player-centre">
            <StateMessage icon="route" title={title} action={text('player.toHome', 'To the first page')} onAction={() => go(base)}>
              {text('player.notFoundHint', 'It may have moved, or been typed wrong.')}
            </StateMessage>
          </div>
        ) : (
          <>
            <Breadcrumb
              label={text('player.breadcrumb', 'You are here')}
              above={pagesAbove(shell.pages, matched.page).map((page) => ({ key: page.key, label: label(page), address: address(page) }))}
              current={title}
            />
            <PageScreen key={matched.page.key} session={session} page={matched.page} title={title} parameters={matched.parameters} />
          </>
        )}
      </main>
    </div>
  );
}

function matchOrHome(shell: ApplicationShell, rest: string, query: URLSearchParams) {
  const matched = matchPage(shell.pages, rest, query);
  if (matched !== null || rest !== '') return matched;
  const home = homePage(shell);
  return home === undefined ? null : { page: home, parameters: Object.fromEntries(query) };
}

function homePage(shell: ApplicationShell): ShellPage | undefined {
  return shell.pages.find((page) => page.key === shell.application.homePage) ?? shell.pages[0];
}

function currentKey(shell: ApplicationShell, page: ShellPage | undefined): string | undefined {
  if (page === undefined) return undefined;
  return page.navigation && !page.path.includes(':') ? page.key : pagesAbove(shell.pages, page).at(-1)?.key;
}

/** A new page starts at its top, and screen readers start reading there. */
function useFocusOnChange(path: string, main: { readonly current: HTMLElement | null }): void {
  const before = useRef(path);
  useEffect(() => {
    if (before.current === path) return;
    before.current = path;
    main.current?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, [path, main]);
}

interface Crumb {
  readonly key: string;
  readonly label: string;
  readonly address: string;
}

function Breadcrumb({ label, above, current }: { readonly label: string; readonly above: readonly Crumb[]; readonly current: string }) {
  if (above.length === 0) return null;
  return (
    <nav className="player-crumbs" aria-label={label}>
      <ol>
        {above.map((crumb) => (
          <li key={crumb.key}>
            <a href={crumb.address} onClick={follow}>
              {crumb.label}
            </a>
            <Icon name="chevron-right" size={14} />
          </li>
        ))}
        <li aria-current="page">{current}</li>
      </ol>
    </nav>
  );
}

/** The drawer of phones closes once it has led somewhere. */
function useClosedAfter(path: string, setOpen: (open: boolean) => void): void {
  const before = useRef(path);
  useEffect(() => {
    if (before.current !== path) setOpen(false);
    before.current = path;
  }, [path, setOpen]);
}
