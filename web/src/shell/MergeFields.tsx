import { Segmented } from 'antd'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Problem } from './api.ts'
import { type MergeConflict, mergeEdits } from './merge.ts'
import './mergeFields.css'

/** Both versions of each field that two people changed, with a choice for each; what one types further counts as one's own. */
export function MergeFields<T extends object>(props: {
  conflicts: readonly MergeConflict<T>[] | null
  label: (key: keyof T & string) => string
  show?: (key: keyof T & string, value: unknown) => ReactNode
  onTake: (key: keyof T & string, value: unknown) => void
}) {
  const { t } = useTranslation()
  const { conflicts, label, show = (_, value) => String(value ?? '') || '—' } = props
  const section = useRef<HTMLElement>(null)
  // The one who saved stands at the end of a long form: what has to be decided comes into sight.
  useEffect(() => {
    if (conflicts) section.current?.scrollIntoView({ block: 'center' })
  }, [conflicts])
  const [taken, setTaken] = useState<Readonly<Record<string, 'mine' | 'theirs'>>>({})
  if (!conflicts) return null
  return (
    <section ref={section} className="merge-fields" role="alert" aria-label={t('mergeFields.title')}>
      <p>
        <b>{t('mergeFields.title')}</b> {t(conflicts.length > 0 ? 'mergeFields.lede' : 'mergeFields.apart')}
      </p>
      {conflicts.map(({ key, mine, theirs }) => (
        <fieldset key={key}>
          <legend>
            {label(key)}{' '}
            <Segmented<'mine' | 'theirs'>
              size="small"
              aria-label={label(key)}
              value={taken[key] ?? 'mine'}
              onChange={(side) => {
                setTaken({ ...taken, [key]: side })
                props.onTake(key, side === 'mine' ? mine : theirs)
              }}
              options={[
                { value: 'mine', label: t('mergeFields.mine') },
                { value: 'theirs', label: t('mergeFields.theirs') },
              ]}
            />
          </legend>
          <div className="merge-sides">
            <div className={taken[key] === 'theirs' ? 'left-out' : ''}>
              <small>{t('mergeFields.mine')}</small>
              {show(key, mine)}
            </div>
            <div className={taken[key] === 'theirs' ? '' : 'left-out'}>
              <small>{t('mergeFields.theirs')}</small>
              {show(key, theirs)}
            </div>
          </div>
        </fieldset>
      ))}
    </section>
  )
}

/** What a refusal because somebody else was faster (412) says of how the thing stands now. */
export const outdatedFacts = (error: unknown): Readonly<Record<string, unknown>> | null =>
  error instanceof Problem && error.code === 'version_outdated' ? error.facts : null

/**
 * Keeps what an edit began with, and brings in what somebody else saved meanwhile.
 * `meet(mine, theirs, revision)` is called where the answer was 412: it gives what to go on with.
 */
export function useMerge<T extends object>(began: T, revision: number, keys: readonly (keyof T & string)[]) {
  const [base, setBase] = useState({ values: began, revision })
  const [conflicts, setConflicts] = useState<MergeConflict<T>[] | null>(null)
  return {
    base: base.values,
    revision: base.revision,
    conflicts,
    meet(mine: T, theirs: T, now: number): T {
      const found = mergeEdits(base.values, mine, theirs, keys)
      setBase({ values: theirs, revision: now })
      setConflicts(found.conflicts)
      return found.merged
    },
  }
}
