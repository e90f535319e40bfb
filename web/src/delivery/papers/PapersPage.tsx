import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Segmented, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { withQuery } from '../../shell/api.ts'
import { Page } from '../../shell/Page.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { Loading, QuietState } from '../../shell/states.tsx'
import { previewQuery, subjectsQuery } from './api.ts'
import { addressOf, hasYear, isOfProgramme, type PaperKind, type PaperSearch, paperKinds } from './filter.ts'
import { PaperView } from './PaperView.tsx'
import './papers.css'

/** 公文: choose a paper, look at it, download it. */
export function PapersPage() {
  const { t } = useTranslation()
  const search = useSearch({ from: '/papers' })
  const navigate = useNavigate({ from: '/papers' })
  const kind = search.kind ?? 'decomposition'
  const subjects = useQuery(subjectsQuery(kind))
  const choose = (change: PaperSearch) =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true })
  // What the address names is shown or refused, never another in its place.
  const chosen = search.id ? subjects.data?.find(({ id }) => id === search.id) : subjects.data?.[0]
  const thisYear = new Date().getFullYear()
  const first = Math.min(chosen?.first ?? thisYear, thisYear)
  const years = Array.from({ length: thisYear - first + 1 }, (_, index) => thisYear - index)
  const year = hasYear(kind) ? (search.year ?? thisYear) : undefined
  const file = (ending: '.docx' | '.xlsx') =>
    chosen ? withQuery(addressOf(kind, chosen.id, ending), year ? { year } : {}) : undefined
  const subject = isOfProgramme(kind) ? 'programme' : kind === 'notice' ? 'notice' : 'meeting'
  return (
    <Page
      title={t('delivery.papers.title')}
      lede={t('delivery.papers.lede')}
      actions={
        chosen && (
          <>
            <Button type="primary" href={file('.docx')}>
              {t('delivery.papers.docx')}
            </Button>
            {isOfProgramme(kind) && <Button href={file('.xlsx')}>{t('delivery.papers.xlsx')}</Button>}
            <Button onClick={() => window.print()}>{t('delivery.papers.print')}</Button>
          </>
        )
      }
    >
      <div className="papers-choice no-print">
        <div className="papers-kinds">
          <Segmented
            aria-label={t('delivery.papers.kind')}
            value={kind}
            onChange={(value) => choose({ kind: value as PaperKind, id: undefined as never })}
            options={paperKinds.map((value) => ({ value, label: t(`delivery.papers.kinds.${value}`) }))}
          />
        </div>
        <Select
          aria-label={t(`delivery.papers.${subject}`)}
          placeholder={t('delivery.papers.choose')}
          className="papers-subject"
          value={chosen?.id ?? null}
          loading={subjects.isPending}
          showSearch={{ optionFilterProp: 'label' }}
          onChange={(id) => choose({ id: id as string })}
          options={subjects.data?.map(({ id, name }) => ({ value: id, label: name })) ?? []}
        />
        {hasYear(kind) && (
          <Select
            aria-label={t('delivery.papers.year')}
            value={year ?? thisYear}
            onChange={(value) => choose({ year: value })}
            options={[...new Set([...years, year ?? thisYear])].map((value) => ({ value, label: String(value) }))}
          />
        )}
      </div>
      {subjects.isError ? (
        <ProblemNotice problem={subjects.error} onRetry={() => void subjects.refetch()} />
      ) : subjects.isPending ? (
        <Loading />
      ) : chosen ? (
        <Shown kind={kind} id={chosen.id} year={year} />
      ) : (
        <QuietState title={t(search.id ? 'delivery.papers.notHere' : 'delivery.papers.empty')}>
          {t(search.id ? 'delivery.papers.chooseFirst' : 'delivery.papers.emptyLede')}
        </QuietState>
      )}
    </Page>
  )
}

function Shown({ kind, id, year }: { kind: PaperKind; id: string; year: number | undefined }) {
  const preview = useQuery(previewQuery(kind, id, year))
  if (preview.isPending) return <Loading />
  if (preview.isError) return <ProblemNotice problem={preview.error} onRetry={() => void preview.refetch()} />
  return <PaperView paper={preview.data} />
}
