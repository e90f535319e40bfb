import { Input, Select } from 'antd'
import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Siting } from '../../../../src/blueprint/schemas.ts'
import { withQuery } from '../../shell/api.ts'
import { MoreRows } from '../../shell/MoreRows.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { base } from '../api.ts'
import { today } from '../today.ts'
import { useWords } from '../words.tsx'
import { type SitingWish, useSitings } from './api.ts'
import { VerdictMark } from './VerdictMark.tsx'

const VERDICTS = ['no', 'condition', 'unknown', 'yes'] as const satisfies Siting['verdict'][]
const FIRST_YEAR = 2024

/** The kept sitings, the newest first; choosing one shows it on the map. */
export function KeptList({ onChoose }: { onChoose: (siting: Siting) => void }) {
  const { t } = useTranslation()
  const words = useWords()
  const [typed, setTyped] = useState('')
  const [filter, setFilter] = useState<Pick<SitingWish, 'verdict' | 'year'>>({})
  const q = useDeferredValue(typed.trim())
  const wish: SitingWish = { ...filter, ...(q ? { q } : {}) }
  const answer = useSitings(wish, true)
  const [first] = answer.data?.pages ?? []
  const items = answer.data?.pages.flatMap((page) => page.items) ?? []
  const newest = Number(today().slice(0, 4))
  const years = Array.from({ length: newest - FIRST_YEAR + 1 }, (_, back) => String(newest - back))
  return (
    <div className="bp-conflicts">
      <Input
        {...{ allowClear: true, value: typed, maxLength: 100, placeholder: t('blueprint.siting.list.q') }}
        aria-label={t('blueprint.siting.list.q')}
        onChange={({ target }) => setTyped(target.value)}
      />
      <div className="bp-kept-filter">
        <Select<string>
          aria-label={t('blueprint.siting.list.verdict')}
          value={filter.verdict ?? ''}
          options={[
            { value: '', label: t('blueprint.siting.list.all') },
            ...VERDICTS.map((value) => ({ value, label: t(`blueprint.siting.verdicts.${value}`) })),
          ]}
          onChange={(verdict) => {
            const { verdict: _, ...rest } = filter
            setFilter(verdict === '' ? rest : { ...rest, verdict: verdict as Siting['verdict'] })
          }}
        />
        <Select<string>
          aria-label={t('blueprint.siting.list.year')}
          value={filter.year ?? ''}
          options={[
            { value: '', label: t('blueprint.siting.list.allYears') },
            ...years.map((value) => ({ value, label: value })),
          ]}
          onChange={(year) => {
            const { year: _, ...rest } = filter
            setFilter(year === '' ? rest : { ...rest, year })
          }}
        />
      </div>
      {first && (
        <p role="status" className="bp-note">
          {t('blueprint.siting.list.total', { n: words.number(first.total, 0) })}
        </p>
      )}
      {answer.isError && <ProblemNotice problem={answer.error} onRetry={() => void answer.refetch()} />}
      {answer.isPending && <p>{t('shell.loading')}</p>}
      {first && items.length === 0 && <p>{t('blueprint.siting.list.none')}</p>}
      <ul className="bp-list">
        {items.map((one) => (
          <li key={one.id}>
            <button type="button" className="plain" onClick={() => onChoose(one)}>
              <span className={`bp-verdict-word ${one.verdict}`}>
                <VerdictMark verdict={one.verdict} />
              </span>
              <span>
                <b>{one.name}</b>
                <small>
                  {t(`blueprint.siting.verdicts.${one.verdict}`)} · {one.number} ·{' '}
                  {t('blueprint.siting.list.by', { organization: one.organization.shortName, day: one.asOf })}
                </small>
              </span>
            </button>
          </li>
        ))}
      </ul>
      {answer.hasNextPage && <MoreRows busy={answer.isFetchingNextPage} onMore={() => void answer.fetchNextPage()} />}
      {items.length > 0 && (
        <p className="bp-links">
          <a href={withQuery(`${base}/sitings.csv`, { ...wish })} download>
            {t('blueprint.siting.list.csv')}
          </a>
          <a href={withQuery(`${base}/sitings.xlsx`, { ...wish })} download>
            {t('blueprint.siting.list.xlsx')}
          </a>
        </p>
      )}
    </div>
  )
}
