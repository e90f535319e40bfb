import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { PositionMap } from './PositionMap.tsx'
import { positionsFrom, positionsText } from './position.ts'

/** Where a project is: typed as numbers, or drawn on the map; one point is a place, more are a line. A field of a form. */
export function PositionField(props: { id?: string; value?: string; onChange?: (value: string) => void }) {
  const { t } = useTranslation()
  const { id, value = '', onChange } = props
  const [drawing, setDrawing] = useState(false)
  return (
    <>
      <Input.TextArea
        {...(id ? { id } : {})}
        autoSize={{ minRows: 1, maxRows: 8 }}
        placeholder={t('delivery.projects.geometryHint')}
        value={value}
        onChange={(event) => onChange?.(event.target.value)}
      />
      <Button size="small" aria-expanded={drawing} className="pro-draw" onClick={() => setDrawing(!drawing)}>
        {t(drawing ? 'delivery.projects.drawClose' : 'delivery.projects.draw')}
      </Button>
      {drawing && (
        <PositionMap geometry={positionsFrom(value)} onChange={(geometry) => onChange?.(positionsText(geometry))} />
      )}
    </>
  )
}
