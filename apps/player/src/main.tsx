import './player.css';
import { loadIcons } from '@plinth/component-kit';
import { createRoot } from 'react-dom/client';
import { Player } from './player.tsx';

const root = document.getElementById('player');
if (root === null) throw new Error('The page has no place for the Player.');
void loadIcons();
createRoot(root).render(<Player />);
