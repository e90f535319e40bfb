import { Alert, Button } from 'antd'
import type { FeatureCollection } from 'geojson'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Found, Import } from '../../../../src/blueprint/schemas.ts'
import { useWords } from '../words.tsx'
import { Preview } from './Preview.tsx'
import { type Problem, useProblemWords } from './problemWords.ts'

/** What is wrong, one by one, with its place; a cure is shown on the map before and after. */
export function ProblemStep(props: { upload: Import; found: Found; onNext: () => void }) {
  const { t } = useTranslation()
  const words = useWords()
  const say = useProblemWords()
  const { upload, found } = props
  const { fatal, curable, items } = found.problems
  const [chosen, setChosen] = useState<Problem | null>(items[0] ?? null)
  const cure = useMemo(() => (chosen?.cure ? cureShapes(chosen.cure) : null), [chosen])
  return (
    <div className="bp-import-columns">
      <div>
        {fatal > 0 && <Alert type="error" showIcon title={t('blueprint.importing.fatal', { count: fatal })} />}
        {fatal === 0 && curable > 0 && (
          <Alert type="warning" showIcon title={t('blueprint.importing.curable', { count: curable })} />
        )}
        {fatal + curable === 0 && <Alert type="success" showIcon title={t('blueprint.importing.clean')} />}
        <ul className="bp-list">
          {items.map((one, place) => {
            const { title, contrast } = say(one)
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: a feature may have the same problem twice
              <li key={place} className={one === chosen ? 'on' : ''}>
                <button type="button" className="plain" onClick={() => setChosen(one)}>
                  <span>
                    <b>
                      {one.feature === null
                        ? t('blueprint.importing.wholeFile')
                        : t('blueprint.importing.feature', { n: one.feature, key: one.key ?? '' })}
                    </b>
                    <small>
                      {title}
                      {one.field !== 'geometry' && one.feature !== null && ` · ${one.field}`}
                      {one.place && ` · ${one.place.map((value) => value.toFixed(5)).join(', ')}`}
                      <br />
                      {contrast}
                      {one.cure?.areaBeforeM2 != null && one.cure.areaAfterM2 != null && (
                        <>
                          <br />
                          {t('blueprint.importing.cured', {
                            before: words.number(one.cure.areaBeforeM2 / 10_000),
                            after: words.number(one.cure.areaAfterM2 / 10_000),
                          })}
                        </>
                      )}
                    </small>
                  </span>
                </button>
              </li>
            )
          })}
        </ul>
        <Button type="primary" disabled={fatal > 0} onClick={props.onNext}>
          {t('blueprint.importing.next')}
        </Button>
      </div>
      <Preview {...{ upload, cure, at: chosen?.place ?? null }} />
    </div>
  )
}

function cureShapes({ before, after }: NonNullable<Problem['cure']>): FeatureCollection {
  const feature = (geometry: object, change: string) =>
    ({
      type: 'Feature',
      properties: { change, ...(change === 'removed' ? { outline: true } : {}) },
      geometry: geometry as never,
    }) as const
  return { type: 'FeatureCollection', features: [feature(after, 'added'), feature(before, 'removed')] }
}
