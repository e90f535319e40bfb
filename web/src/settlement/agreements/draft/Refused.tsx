import { createContext, type ReactNode, useContext } from 'react'
import { isAt } from './places.ts'

/** The place that the server refused, with what is wrong there. */
export const RefusedContext = createContext<{ at: string | null; words: string }>({ at: null, words: '' })

/** Something with a place of its own: marked, with what is wrong, where the server refused it. */
export function Place({ at, children, className = '' }: { at: string; children: ReactNode; className?: string }) {
  const refused = useContext(RefusedContext)
  const isRefused = isAt(at, refused.at)
  return (
    <div className={`place ${className} ${isRefused ? 'refused' : ''}`} data-at={at}>
      {children}
      {isRefused && (
        <p className="refused-words" role="alert">
          {refused.words}
        </p>
      )}
    </div>
  )
}
