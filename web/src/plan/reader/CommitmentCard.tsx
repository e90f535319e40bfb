import { CheckOutlined, EditOutlined, EllipsisOutlined, StopOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Button, Checkbox, Dropdown, Tooltip } from 'antd'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Commitment } from '../../../../src/plan/schemas.ts'
import { comma } from '../../shell/punctuation.ts'
import { useMoment } from '../../shell/time.ts'
import {
  mayBeConfirmed,
  responsibilitiesByRole,
  StateBadge,
  successorOf,
  TargetFigure,
  titleSaysTarget,
  useDeadlineText,
} from '../words.tsx'

export type CardAct = 'confirm' | 'edit' | 'reject' | 'split' | 'history' | 'select'

/** One commitment in the margin: what, who, until when, and whether a person has vouched for it. */
export const CommitmentCard = memo(function CommitmentCard(props: {
  item: Commitment
  chosen: boolean
  selected: boolean
  saving: boolean
  mayConfirm: boolean
  onChoose: (id: string) => void
  onHover: (id: string | undefined) => void
  onAct: (act: CardAct, item: Commitment) => void
}) {
  const { item, chosen } = props
  const { t } = useTranslation()
  const deadlineText = useDeadlineText()
  return (
    <article
      className={`card ${item.state}${chosen ? ' chosen' : ''}${item.current ? '' : ' gone'}`}
      data-c={item.id}
      aria-busy={props.saving}
      onMouseEnter={() => props.onHover(item.id)}
      onMouseLeave={() => props.onHover(undefined)}
    >
      <header>
        {props.mayConfirm && (
          <Checkbox
            checked={props.selected}
            onChange={() => props.onAct('select', item)}
            aria-label={t('reader.select', { title: item.title })}
          />
        )}
        <span className={`kind of-${item.kind}`}>{t(`kinds.${item.kind}`)}</span>
        {props.saving ? <span className="badge">{t('reader.saving')}</span> : <StateBadge state={item.state} />}
        {item.edited && <span className="badge solid">{t('plan.edited')}</span>}
        {item.review && <span className="badge extracted">{t(`reviews.${item.review}`)}</span>}
        {!item.current && <span className="badge rejected">{t('plan.gone')}</span>}
      </header>
      <button type="button" className="plain card-title" aria-pressed={chosen} onClick={() => props.onChoose(item.id)}>
        {item.title}
      </button>
      <dl>
        {item.target && !titleSaysTarget(item) && (
          <div>
            <dt>{t('kinds.target')}</dt>
            <dd>
              <TargetFigure target={item.target} />
            </dd>
          </div>
        )}
        {item.project && item.project.name !== item.title && (
          <div>
            <dt>{t('kinds.project')}</dt>
            <dd>{item.project.name}</dd>
          </div>
        )}
        {item.deadline && (
          <div>
            <dt>{t('plan.deadline')}</dt>
            <dd>{deadlineText(item.deadline)}</dd>
          </div>
        )}
        <Responsibilities item={item} />
      </dl>
      <Vouched item={item} />
      {chosen && <CardActions {...props} />}
    </article>
  )
})

/** Who answers, by role. In a list at most `most` names a role are printed, and how many more there are. */
export function Responsibilities(props: { item: Pick<Commitment, 'responsibilities' | 'open'>; most?: number }) {
  const { t } = useTranslation()
  const { item, most = Number.POSITIVE_INFINITY } = props
  const groups = responsibilitiesByRole(item.responsibilities)
  return groups.map(({ role, units }, group) => (
    <div key={role}>
      <dt className={`role-${role}`}>{t(`roles3.${role}`)}</dt>
      <dd className="units">
        {units.slice(0, most).map((unit, index) => {
          const heirs = successorOf(unit)
          return (
            <span key={`${unit.printed}${unit.span?.[0] ?? index}`} className="unit">
              {unit.organization ? (
                <Link to="/units/$unitId" params={{ unitId: unit.organization.id }}>
                  {unit.printed}
                </Link>
              ) : (
                <Tooltip title={unit.kind === 'class' ? t('plan.classNote') : t('plan.unknownUnit')}>
                  <span className={unit.kind === 'class' ? 'unit-class' : 'unit-unknown'}>{unit.printed}</span>
                </Tooltip>
              )}
              {heirs.length > 0 && (
                <small className="heirs">
                  {t('plan.today', { names: heirs.map(({ shortName }) => shortName).join(comma()) })}
                </small>
              )}
            </span>
          )
        })}
        {units.length > most && (
          <span className="unit more-units">{t('plan.moreUnits', { count: units.length - most })}</span>
        )}
        {item.open && group === groups.length - 1 && <span className="unit and-others">{t('plan.andOthers')}</span>}
      </dd>
    </div>
  ))
}

function Vouched({ item }: { item: Commitment }) {
  const { t } = useTranslation()
  const moment = useMoment()
  if (item.state === 'confirmed' && item.confirmed)
    return (
      <p className="vouched">
        {t('plan.confirmedBy', {
          name: item.confirmed.userName,
          organization: item.confirmed.organizationName,
          at: moment(item.confirmed.at),
        })}
      </p>
    )
  if (item.state === 'extracted') return <p className="vouched machine">{t('plan.byMachine')}</p>
  return null
}

function CardActions(props: {
  item: Commitment
  mayConfirm: boolean
  saving: boolean
  onAct: (act: CardAct, item: Commitment) => void
}) {
  const { item, mayConfirm, saving, onAct } = props
  const { t } = useTranslation()
  const live = item.state === 'extracted' || item.state === 'confirmed' || item.state === 'rejected'
  return (
    <footer className="no-print">
      {mayConfirm && live && (
        <>
          {mayBeConfirmed(item) && (
            <Button
              size="small"
              type="primary"
              icon={<CheckOutlined />}
              disabled={saving}
              onClick={() => onAct('confirm', item)}
            >
              {t('reader.confirm')}
            </Button>
          )}
          <Button size="small" icon={<EditOutlined />} disabled={saving} onClick={() => onAct('edit', item)}>
            {t('reader.edit')}
          </Button>
          {item.state !== 'rejected' && (
            <Button size="small" icon={<StopOutlined />} disabled={saving} onClick={() => onAct('reject', item)}>
              {t('reader.reject')}
            </Button>
          )}
        </>
      )}
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            ...(mayConfirm && live ? [{ key: 'split', label: t('reader.split') }] : []),
            { key: 'history', label: t('reader.history') },
          ],
          onClick: ({ key }) => onAct(key as CardAct, item),
        }}
      >
        <Button size="small" type="text" icon={<EllipsisOutlined />} aria-label={t('reader.more')} />
      </Dropdown>
    </footer>
  )
}
