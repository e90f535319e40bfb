import { FilterOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Button, Drawer, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../access/session.ts'
import { MoreRows } from '../../shell/MoreRows.tsx'
import { Page } from '../../shell/Page.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { comma } from '../../shell/punctuation.ts'
import { SearchField } from '../../shell/SearchField.tsx'
import { Loading, QuietState } from '../../shell/states.tsx'
import { useNumber } from '../../shell/time.ts'
import { useWide } from '../../shell/useWide.ts'
import { facetsQuery, useRegister } from '../api.ts'
import { ColumnChooser, useColumns } from './columns.tsx'
import { ExportMenu } from './ExportMenu.tsx'
import { FacetPanel } from './FacetPanel.tsx'
import { changeFilter, countConditions, type RegisterFilter, sorts } from './filter.ts'
import { RegisterCards } from './RegisterCards.tsx'
import { RegisterTable } from './RegisterTable.tsx'
import { SavedViews } from './SavedViews.tsx'
import { SelectionBar } from './SelectionBar.tsx'
import '../reader/pane.css'
import './register.css'

const route = getRouteApi('/register')

/** 承诺事项: the commitments of all documents, narrowed by what stands in the address bar. */
export function RegisterPage() {
  const { t } = useTranslation()
  const number = useNumber()
  const filter = route.useSearch()
  const navigate = route.useNavigate()
  const wide = useWide()
  const list = useRegister(filter)
  const facets = useQuery(facetsQuery(filter))
  const [columns, setColumns] = useColumns()
  const [filtering, setFiltering] = useState(false)
  const [selected, setSelected] = useState<readonly string[]>([])
  const mayConfirm = useMay('plan.confirm')
  const mayExport = useMay('register.export')
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  const [first] = list.data?.pages ?? []
  const conditions = countConditions(filter)

  const change = (part: Partial<Record<keyof RegisterFilter, string | undefined>>) => {
    setSelected([])
    void navigate({ search: (now) => changeFilter(now, part), replace: true, resetScroll: false })
  }
  const apply = (whole: RegisterFilter) => {
    setSelected([])
    void navigate({ search: whole, resetScroll: false })
  }
  const panel = (
    <FacetPanel
      filter={filter}
      facets={facets.data}
      onChange={change}
      onClear={() => apply(filter.sort ? { sort: filter.sort } : {})}
    />
  )

  return (
    <Page
      title={t('register.title')}
      lede={t('register.lede')}
      actions={
        <>
          <SavedViews filter={filter} onApply={apply} />
          {mayExport && <ExportMenu filter={filter} />}
        </>
      }
    >
      <div className="register">
        {wide && <aside className="register-side no-print">{panel}</aside>}
        <div className="register-main">
          <div className="register-bar no-print">
            <SearchField value={filter.q ?? ''} placeholder={t('register.search')} onChange={(q) => change({ q })} />
            {!wide && (
              <Button icon={<FilterOutlined />} onClick={() => setFiltering(true)}>
                {conditions > 0 ? t('register.filtersOn', { count: conditions }) : t('register.filters')}
              </Button>
            )}
            <Select
              value={filter.sort ?? 'text'}
              onChange={(sort) => change({ sort: sort === 'text' ? undefined : sort })}
              options={sorts.map((value) => ({ value, label: t(`sorts.${value}`) }))}
              aria-label={t('register.sort')}
              popupMatchSelectWidth={false}
            />
            {wide && <ColumnChooser columns={columns} onChange={setColumns} />}
          </div>
          <p className="register-total" aria-live="polite">
            {first && t('register.total', { count: first.total, formatted: number(first.total) })}
            {first?.search?.mode === 'words' && (
              <span> {t('register.byWords', { words: first.search.terms.join(comma()) })}</span>
            )}
            {list.isFetching && !list.isPending && <span className="faint"> {t('shell.loading')}</span>}
          </p>
          {mayConfirm && selected.length > 0 && (
            <SelectionBar items={items.filter(({ id }) => selected.includes(id))} onDone={() => setSelected([])} />
          )}
          {list.isPending && <Loading />}
          {list.isError && <ProblemNotice problem={list.error} onRetry={() => void list.refetch()} />}
          {list.isSuccess && items.length === 0 && (
            <QuietState
              title={conditions > 0 ? t('register.noneFound') : t('register.none')}
              action={conditions > 0 && <Button onClick={() => apply({})}>{t('register.clear')}</Button>}
            >
              {conditions > 0 ? t('register.noneFoundTodo') : t('register.noneTodo')}
            </QuietState>
          )}
          {items.length > 0 &&
            (wide ? (
              <RegisterTable
                items={items}
                columns={columns}
                selected={selected}
                onSelect={mayConfirm ? setSelected : undefined}
              />
            ) : (
              <RegisterCards items={items} />
            ))}
          {list.hasNextPage && <MoreRows busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />}
        </div>
      </div>
      {!wide && (
        <Drawer
          open={filtering}
          onClose={() => setFiltering(false)}
          title={t('register.filters')}
          placement="right"
          size="86vw"
        >
          {panel}
        </Drawer>
      )}
    </Page>
  )
}
