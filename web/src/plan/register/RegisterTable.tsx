import { Link, useNavigate } from '@tanstack/react-router'
import { Table, type TableColumnsType } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Commitment } from '../../../../src/plan/schemas.ts'
import { useMoment } from '../../shell/time.ts'
import { placeOf } from '../place.ts'
import { Responsibilities } from '../reader/CommitmentCard.tsx'
import { StateBadge, TargetFigure, titleSaysTarget, useDeadlineText } from '../words.tsx'
import type { ColumnName } from './columns.tsx'
import { Highlighted, Snippet } from './Highlighted.tsx'

export function RegisterTable(props: {
  items: readonly Commitment[]
  columns: readonly ColumnName[]
  selected: readonly string[]
  onSelect: ((ids: readonly string[]) => void) | undefined
}) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const deadlineText = useDeadlineText()
  const moment = useMoment()
  const { onSelect } = props
  const all: Record<ColumnName, TableColumnsType<Commitment>[number]> = {
    kind: {
      title: t('register.columns.kind'),
      key: 'kind',
      width: '6.75rem',
      render: (_cell, item) => <span className={`kind of-${item.kind}`}>{t(`kinds.${item.kind}`)}</span>,
    },
    units: {
      title: t('register.columns.units'),
      key: 'units',
      width: '24%',
      render: (_cell, item) => (
        <dl className="table-units">
          <Responsibilities item={item} most={5} />
        </dl>
      ),
    },
    deadline: {
      title: t('register.columns.deadline'),
      key: 'deadline',
      width: '7rem',
      render: (_cell, item) => item.deadline && deadlineText(item.deadline),
    },
    document: {
      title: t('register.columns.document'),
      key: 'document',
      width: '20%',
      render: (_cell, item) => (
        <div className="table-place">
          {item.document.title}
          <small>{item.provision.label}</small>
        </div>
      ),
    },
    state: {
      title: t('register.columns.state'),
      key: 'state',
      width: '6.5rem',
      render: (_cell, item) => <StateBadge state={item.state} />,
    },
    confirmed: {
      title: t('register.columns.confirmed'),
      key: 'confirmed',
      width: '10rem',
      render: (_cell, item) =>
        item.confirmed && (
          <div className="table-place">
            {item.confirmed.userName}
            <small>{moment(item.confirmed.at)}</small>
          </div>
        ),
    },
  }
  const columns: TableColumnsType<Commitment> = [
    {
      title: t('register.columns.title'),
      key: 'title',
      render: (_cell, item) => (
        <>
          <Link className="table-title" {...placeOf(item)}>
            <Highlighted item={item} field="title" />
          </Link>
          {item.target && !titleSaysTarget(item) && (
            <p className="snippet">
              <TargetFigure target={item.target} />
            </p>
          )}
          <Snippet item={item} />
          {item.review && <span className="badge extracted">{t(`reviews.${item.review}`)}</span>}
        </>
      ),
    },
    ...props.columns.map((name) => all[name]),
  ]
  return (
    <Table<Commitment>
      className="register-table"
      rowKey="id"
      dataSource={props.items}
      columns={columns}
      pagination={false}
      size="small"
      tableLayout="fixed"
      sticky={{ offsetHeader: 56 }}
      onRow={(item) => ({
        onClick: (event) => {
          if (event.target instanceof Element && event.target.closest('a, button, input, label')) return
          if (window.getSelection()?.isCollapsed) void navigate(placeOf(item))
        },
      })}
      {...(onSelect
        ? {
            rowSelection: {
              columnWidth: 40,
              selectedRowKeys: [...props.selected],
              onChange: (keys) => onSelect(keys.map(String)),
              getTitleCheckboxProps: () => ({ 'aria-label': t('shell.chooseAll') }),
              getCheckboxProps: (item) => ({
                disabled: item.state !== 'extracted' && item.review === null,
                'aria-label': item.title,
              }),
            },
          }
        : {})}
    />
  )
}
