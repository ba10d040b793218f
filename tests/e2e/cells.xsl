<?xml version="1.0" encoding="UTF-8"?>
<!-- A spreadsheet as LibreOffice has read it (flat ODF) to SQL: the cells that are not empty, what
     is filtered, and how the series of the charts are called. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
    xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
    xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
    xmlns:chart="urn:oasis:names:tc:opendocument:xmlns:chart:1.0"
    xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"
    xmlns:str="http://exslt.org/strings">
  <xsl:output method="text" encoding="UTF-8"/>
  <xsl:param name="pass"/>
  <xsl:variable name="quote">'</xsl:variable>

  <xsl:template match="/">
    <xsl:for-each select="office:document/office:body/office:spreadsheet/table:table">
      <xsl:apply-templates select="table:table-row[*/@office:value-type or */@table:formula]">
        <xsl:with-param name="sheet" select="position()"/>
      </xsl:apply-templates>
    </xsl:for-each>
    <xsl:apply-templates select="//table:database-range[@table:display-filter-buttons='true']"/>
    <xsl:apply-templates select="//chart:series"/>
  </xsl:template>

  <!-- What is repeated stands once, with how often: a row, a cell. -->
  <xsl:template match="table:table-row">
    <xsl:param name="sheet"/>
    <xsl:variable name="above" select="preceding-sibling::table:table-row"/>
    <xsl:variable name="row" select="1 + sum($above/@table:number-rows-repeated)
        + count($above[not(@table:number-rows-repeated)])"/>
    <xsl:variable name="place">
      <xsl:call-template name="text">
        <xsl:with-param name="text" select="$pass"/>
      </xsl:call-template>
      <xsl:call-template name="text">
        <xsl:with-param name="text" select="../@table:name"/>
      </xsl:call-template>
      <xsl:value-of select="concat($sheet, ',', $row, ',')"/>
      <xsl:value-of select="concat('0', @table:number-rows-repeated, ',')"/>
    </xsl:variable>
    <xsl:for-each select="*[@office:value-type or @table:formula]">
      <xsl:value-of select="concat('INSERT INTO cell VALUES (', $place)"/>
      <xsl:apply-templates select="."/>
    </xsl:for-each>
  </xsl:template>

  <xsl:template match="table:table-row/*">
    <xsl:variable name="before" select="preceding-sibling::*"/>
    <xsl:value-of select="1 + sum($before/@table:number-columns-repeated)
        + count($before[not(@table:number-columns-repeated)])"/>
    <xsl:value-of select="concat(',0', @table:number-columns-repeated, ',')"/>
    <xsl:call-template name="text">
      <xsl:with-param name="text" select="@office:value-type"/>
    </xsl:call-template>
    <xsl:call-template name="text">
      <xsl:with-param name="text" select="@table:formula"/>
    </xsl:call-template>
    <xsl:call-template name="text">
      <xsl:with-param name="text">
        <xsl:value-of select="@office:value|@office:date-value|@office:time-value
            |@office:boolean-value"/>
        <xsl:if test="@office:value-type='string'">
          <xsl:apply-templates select="text:p"/>
        </xsl:if>
      </xsl:with-param>
      <xsl:with-param name="after">);&#10;</xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="text:p">
    <xsl:if test="position() > 1">
      <xsl:text>&#10;</xsl:text>
    </xsl:if>
    <xsl:apply-templates/>
  </xsl:template>
  <xsl:template match="text:s[@text:c]">
    <xsl:value-of select="str:padding(@text:c, ' ')"/>
  </xsl:template>
  <xsl:template match="text:s">
    <xsl:text> </xsl:text>
  </xsl:template>
  <xsl:template match="text:tab">
    <xsl:text>&#9;</xsl:text>
  </xsl:template>
  <xsl:template match="text:line-break">
    <xsl:text>&#10;</xsl:text>
  </xsl:template>

  <xsl:template match="table:database-range">
    <xsl:text>INSERT INTO filter VALUES (</xsl:text>
    <xsl:call-template name="text">
      <xsl:with-param name="text" select="@table:target-range-address"/>
      <xsl:with-param name="after">);&#10;</xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="chart:series">
    <xsl:text>INSERT INTO series VALUES (</xsl:text>
    <xsl:call-template name="text">
      <xsl:with-param name="text"
          select="concat(@loext:label-string, @chart:label-cell-address)"/>
      <xsl:with-param name="after">);&#10;</xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <!-- As SQL quotes it. -->
  <xsl:template name="text">
    <xsl:param name="text"/>
    <xsl:param name="after">,</xsl:param>
    <xsl:value-of select="$quote"/>
    <xsl:choose>
      <xsl:when test="contains($text, $quote)">
        <xsl:value-of select="str:replace(string($text), $quote, concat($quote, $quote))"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:value-of select="$text"/>
      </xsl:otherwise>
    </xsl:choose>
    <xsl:value-of select="concat($quote, $after)"/>
  </xsl:template>
</xsl:stylesheet>
