import {
  AimOutlined,
  AppstoreOutlined,
  DiffOutlined,
  EnvironmentOutlined,
  LineOutlined,
  MinusOutlined,
  PlusOutlined,
  PrinterOutlined,
  SwapOutlined,
  UnorderedListOutlined,
  WarningOutlined,
} from '@ant-design/icons'
import { Button, Tooltip } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ChangeView } from '../useView.ts'
import type { BlueprintSearch, Panel } from '../view.ts'

/** What one can do with the map, over its upper edge. */
export function Toolbar(props: {
  view: BlueprintSearch
  change: ChangeView
  listing: boolean
  onList: () => void
  onZoom: (by: number) => void
  onHome: () => void
  onPrint: () => void
}) {
  const { t } = useTranslation()
  const { view, change } = props
  const panel = (name: Panel, icon: ReactNode, label: string) => (
    <Tool
      {...{ icon, label, on: view.panel === name }}
      onClick={() => change({ panel: view.panel === name ? undefined : name })}
    />
  )
  return (
    <div className="bp-tools" role="toolbar" aria-label={t('blueprint.tools.title')}>
      <div>
        <Tool
          {...{ icon: <AppstoreOutlined />, label: t('blueprint.tree.title'), on: props.listing }}
          onClick={props.onList}
        />
        {panel('features', <UnorderedListOutlined />, t('blueprint.inView.title'))}
        {panel('conflicts', <WarningOutlined />, t('blueprint.conflictPanel.title'))}
        {panel('siting', <EnvironmentOutlined />, t('blueprint.siting.title'))}
        {panel('difference', <DiffOutlined />, t('blueprint.difference.title'))}
        <Tool
          {...{ icon: <SwapOutlined />, label: t('blueprint.compare.title'), on: view.compare !== undefined }}
          onClick={() => change({ compare: view.compare === undefined ? '2020-01-01' : undefined })}
        />
        {panel('measure', <LineOutlined rotate={-45} />, t('blueprint.measures.title'))}
        <Tool {...{ icon: <PrinterOutlined />, label: t('blueprint.print.title'), onClick: props.onPrint }} />
      </div>
      <div>
        <Tool {...{ icon: <PlusOutlined />, label: t('blueprint.tools.nearer'), onClick: () => props.onZoom(1) }} />
        <Tool {...{ icon: <MinusOutlined />, label: t('blueprint.tools.farther'), onClick: () => props.onZoom(-1) }} />
        <Tool {...{ icon: <AimOutlined />, label: t('blueprint.tools.home'), onClick: props.onHome }} />
      </div>
    </div>
  )
}

function Tool(props: { icon: ReactNode; label: string; on?: boolean; onClick: () => void }) {
  return (
    <Tooltip title={props.label} placement="right">
      <Button
        {...{ type: props.on ? 'primary' : 'default', icon: props.icon, onClick: props.onClick }}
        aria-label={props.label}
        {...(props.on === undefined ? {} : { 'aria-pressed': props.on })}
      />
    </Tooltip>
  )
}
