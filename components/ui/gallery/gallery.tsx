import './gallery.css';
import { actionStories } from './stories/actions.tsx';
import { canvasStories } from './stories/canvas.tsx';
import { dataStories } from './stories/data.tsx';
import { decisionStories } from './stories/decisions.tsx';
import { inputStories } from './stories/inputs.tsx';
import { layoutStories } from './stories/layout.tsx';
import { overlayStories } from './stories/overlays.tsx';
import type { Story } from './stories/story.ts';
import { textStories } from './stories/text.tsx';

const groups: readonly (readonly Story[])[] = [
  layoutStories,
  textStories,
  actionStories,
  inputStories,
  dataStories,
  canvasStories,
  decisionStories,
  overlayStories,
];

/** All stories, or one of them (`?only=table/many`). */
export function Gallery({ only }: { readonly only: string | null }) {
  const wanted = groups.flat().filter((story) => (only === null ? !story.alone : story.name === only));
  return (
    <main className="gallery">
      <h1 className="gallery-title">Components</h1>
      {wanted.map((story) => (
        <section key={story.name} className="gallery-story" aria-labelledby={`story-${story.name}`} data-story={story.name}>
          <h2 id={`story-${story.name}`} className="gallery-name">
            {story.name}
          </h2>
          <story.Show />
        </section>
      ))}
    </main>
  );
}
