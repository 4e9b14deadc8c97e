import { useText } from '@plinth/component-kit';
import { type ReactNode, useEffect } from 'react';
import { LanguageMenu } from '../shell/language-menu.tsx';
import { BrandMark } from './brand-mark.tsx';

interface EntranceProps {
  readonly title: string;
  readonly subtitle?: ReactNode;
  readonly children: ReactNode;
}

/** The screen before the platform: one form, one purpose. */
export function Entrance({ title, subtitle, children }: EntranceProps) {
  const text = useText();
  useEffect(() => {
    document.title = `${title} · Plinth`;
  }, [title]);
  return (
    <div className="player-entrance">
      <header className="player-entrance-top">
        <BrandMark />
        <span className="player-entrance-name">Plinth</span>
        <LanguageMenu />
      </header>
      <main className="player-entrance-main">
        <div className="player-entrance-card">
          <h1 className="player-entrance-title">{title}</h1>
          {subtitle === undefined ? null : <p className="player-entrance-subtitle">{subtitle}</p>}
          {children}
        </div>
      </main>
      <footer className="player-entrance-foot">
        {text('player.entrance.foot', 'Runs on Plinth, on your organisation’s own servers.')}
      </footer>
    </div>
  );
}
