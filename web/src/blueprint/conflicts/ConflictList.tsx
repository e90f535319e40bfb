import { Checkbox, Segmented, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Conflict } from '../../../../src/blueprint/schemas.ts'
import { MoreRows } from '../../shell/MoreRows.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { useWords } from '../words.tsx'
import type { ConflictWish, useConflicts } from './api.ts'

const STATES = ['open', 'accepted', 'resolved'] as const
/** As the rules of the room have them. */
const RULES = [
  'red_line_urban',
  'farmland_urban',
  'red_line_farmland',
  'spaces_overlap',
  'zones_overlap',
  'designations_differ',
  'spaces_gap',
  'space_share',
] as const satisfies Conflict['rule'][]

/** Conflicts beside the map, the largest first; choosing one moves the map to it. */
export function ConflictList(props: {
  answer: ReturnType<typeof useConflicts>
  wish: ConflictWish
  chosen: string | undefined
  onWish: (wish: ConflictWish) => void
  onChoose: (conflict: Conflict) => void
}) {
  const { t } = useTranslation()
  const words = useWords()
  const { answer, wish, onWish } = props
  const [first] = answer.data?.pages ?? []
  const items = answer.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <div className="bp-conflicts">
      <Segmented
        block
        value={wish.state ?? 'open'}
        aria-label={t('blueprint.conflictPanel.state')}
        options={STATES.map((value) => ({ value, label: t(`blueprint.conflicts.states.${value}`) }))}
        onChange={(state) => onWish({ ...wish, state: state as (typeof STATES)[number] })}
      />
      <Select<Conflict['rule'] | ''>
        aria-label={t('blueprint.conflictPanel.rule')}
        value={wish.rule ?? ''}
        options={[
          { value: '', label: t('blueprint.conflictPanel.allRules') },
          ...RULES.map((value) => ({ value, label: t(`blueprint.conflicts.rules.${value}`) })),
        ]}
        onChange={(rule) => {
          const { rule: _, ...rest } = wish
          onWish(rule === '' ? rest : { ...rest, rule })
        }}
      />
      <Checkbox
        checked={wish.sliver !== false}
        onChange={({ target }) => {
          const { sliver: _, ...rest } = wish
          onWish(target.checked ? rest : { ...rest, sliver: false })
        }}
      >
        {t('blueprint.conflictPanel.withSlivers')}
      </Checkbox>
      {first && (
        <p role="status" className="bp-note">
          {t('blueprint.conflictPanel.total', { n: words.number(first.total, 0), area: words.area(first.areaM2) })}
          {first.unchecked > 0 && <> {t('blueprint.conflicts.unchecked', { count: first.unchecked })}</>}
        </p>
      )}
      {answer.isError && <ProblemNotice problem={answer.error} onRetry={() => void answer.refetch()} />}
      {answer.isPending && <p>{t('shell.loading')}</p>}
      {first && items.length === 0 && <p>{t('blueprint.conflictPanel.none')}</p>}
      <ul className="bp-list">
        {items.map((one) => (
          <li key={one.id} className={one.id === props.chosen ? 'on' : ''}>
            <button type="button" className="plain" onClick={() => props.onChoose(one)}>
              <span>
                <b>{t(`blueprint.conflicts.rules.${one.rule}`)}</b>
                <small>
                  {one.areaM2 > 0 && t('blueprint.measures.hectares', { value: words.number(one.areaM2 / 10_000) })}
                  {one.sliver && ' '}
                  {one.sliver && <span className="badge extracted">{t('blueprint.conflicts.sliver')}</span>}{' '}
                  {sideName(one.left) || t('blueprint.conflictPanel.whole')}
                  {one.right && ` × ${sideName(one.right) || one.right.layer.name}`}
                </small>
              </span>
            </button>
          </li>
        ))}
      </ul>
      {answer.hasNextPage && <MoreRows busy={answer.isFetchingNextPage} onMore={() => void answer.fetchNextPage()} />}
    </div>
  )
}

const sideName = ({ feature, key, layer }: Conflict['left']): string => feature?.name || key || layer.name
