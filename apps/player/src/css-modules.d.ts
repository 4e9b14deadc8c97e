declare module '*/player.css';
declare module '*/player-notices.css';
