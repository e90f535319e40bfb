import {
  CheckCircleOutlined,
  CloudOutlined,
  DisconnectOutlined,
  EditOutlined,
  WarningOutlined,
} from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { useMoment } from '../../shell/time.ts'
import type { KeepState as State } from './draft/keeper.ts'

const ICONS = {
  untouched: <EditOutlined />,
  local: <CloudOutlined />,
  saving: <CloudOutlined />,
  saved: <CheckCircleOutlined />,
  offline: <DisconnectOutlined />,
  conflict: <WarningOutlined />,
  refused: <WarningOutlined />,
} as const

/** Where what is typed stands, always in view. */
export function KeepState({ state }: { state: State }) {
  const { t } = useTranslation()
  const moment = useMoment()
  const time = state.savedAt ? moment(state.savedAt).split(' ').at(-1) : ''
  return (
    <span className={`keep ${state.status}`} role="status" data-testid="keep-state" data-status={state.status}>
      {ICONS[state.status]} {t(`delivery.reporting.keep.${state.status}`, { time })}
    </span>
  )
}
