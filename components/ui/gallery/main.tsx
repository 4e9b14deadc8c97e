import { PlinthProvider, RenderServicesContext } from '@plinth/component-kit';
import { createRoot } from 'react-dom/client';
import { Gallery } from './gallery.tsx';
import { galleryServices } from './services.ts';

const wishes = new URLSearchParams(location.search);
const locale = wishes.get('locale') ?? 'en-GB';
const element = document.getElementById('gallery');
if (!element) throw new Error('The gallery has no element to stand in.');
createRoot(element).render(
  <PlinthProvider
    colourScheme={wishes.get('scheme') === 'dark' ? 'dark' : 'light'}
    locale={locale}
    density={wishes.get('density') === 'roomy' ? 'roomy' : 'compact'}
    nonce="gallery"
  >
    <RenderServicesContext value={galleryServices(locale)}>
      <Gallery only={wishes.get('only')} />
    </RenderServicesContext>
  </PlinthProvider>,
);
