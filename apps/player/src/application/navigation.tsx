import { Icon, useText } from '@plinth/component-kit';
import { follow } from '@plinth/web-shell';

interface NavigationEntry {
  readonly key: string;
  readonly label: string;
  readonly icon: string | undefined;
  readonly address: string;
}

/** The pages of the application that its maker listed. */
export function Navigation({ pages, current }: { readonly pages: readonly NavigationEntry[]; readonly current: string | undefined }) {
  const text = useText();
  return (
    <nav className="player-navigation" aria-label={text('player.pages', 'Pages')}>
      <ul>
        {pages.map((page) => (
          <li key={page.key}>
            <a href={page.address} aria-current={page.key === current ? 'page' : undefined} onClick={follow}>
              <Icon name={page.icon ?? 'file'} size={18} />
              <span>{page.label}</span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
