import { useSyncExternalStore } from 'react'

const wide = window.matchMedia('(min-width: 62rem)')

function listen(listener: () => void) {
  wide.addEventListener('change', listener)
  return () => wide.removeEventListener('change', listener)
}

/** Whether columns may stand side by side. Known from the first drawing on, so that nothing is laid out twice. */
export const useWide = () => useSyncExternalStore(listen, () => wide.matches)
