import { Skeleton } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

/** Waiting, without a flash: the lines appear only when the answer takes longer than a blink. */
export function Loading({ label }: { label?: string }) {
  const { t } = useTranslation()
  return (
    <div className="page" role="status" aria-label={label ?? t('shell.loading')}>
      <Skeleton active paragraph={{ rows: 6 }} />
    </div>
  )
}

export function QuietState({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className="quiet-state">
      <h2>{title}</h2>
      {children && <p>{children}</p>}
      {action}
    </div>
  )
}
