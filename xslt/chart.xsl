<?xml version="1.0" encoding="UTF-8"?>
<!--
	Charts beside their tables. The table says all that the drawing shows, so
	the drawing is hidden from readers that do not see it. Its sizes are per
	cents that the program has worked out: text keeps its size on every screen
	and no script is needed. Colours stand as attributes, because paper and
	converters know no style sheet of ours; each comes with a pattern of its
	own, lines with a dash and a mark of their own.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

	<xsl:template match="chart">
		<figure class="app-chart app-chart--{@kind}" id="{@id}" aria-labelledby="{@id}-title">
			<figcaption class="app-chart__caption">
				<h2 class="govuk-heading-m app-chart__title" id="{@id}-title"><xsl:value-of select="@title"/></h2>
				<xsl:if test="@note">
					<span class="app-chart__note"><xsl:value-of select="@note"/></span>
				</xsl:if>
			</figcaption>
			<div class="app-chart__both">
				<div class="app-chart__drawing" aria-hidden="true">
					<xsl:call-template name="chart-patterns"/>
					<xsl:if test="series[2]">
						<ul class="app-chart__key">
							<xsl:apply-templates select="series"/>
						</ul>
					</xsl:if>
					<xsl:apply-templates select="." mode="drawing"/>
				</div>
				<div class="app-chart__table">
					<xsl:apply-templates select="table"/>
				</div>
			</div>
		</figure>
	</xsl:template>

	<!-- ============ looks ============ -->

	<!-- The first look is plain. -->
	<xsl:template name="chart-patterns">
		<svg class="app-chart__patterns" xmlns="http://www.w3.org/2000/svg" width="0" height="0" focusable="false">
			<defs>
				<pattern id="{@id}-look-2" width="8" height="8" patternUnits="userSpaceOnUse">
					<rect width="8" height="8" fill="#28a197"></rect>
					<path d="M-2 2L2 -2M0 8L8 0M6 10L10 6" stroke="#ffffff" stroke-width="2"></path>
				</pattern>
				<pattern id="{@id}-look-3" width="8" height="8" patternUnits="userSpaceOnUse">
					<rect width="8" height="8" fill="#801650"></rect>
					<circle cx="4" cy="4" r="1.7" fill="#ffffff"></circle>
				</pattern>
				<pattern id="{@id}-look-4" width="6" height="6" patternUnits="userSpaceOnUse">
					<rect width="6" height="6" fill="#f46a25"></rect>
					<path d="M0 3H6" stroke="#0b0c0c" stroke-width="1"></path>
				</pattern>
			</defs>
		</svg>
	</xsl:template>

	<xsl:template match="*" mode="colour">
		<xsl:choose>
			<xsl:when test="@look = 1">#12436d</xsl:when>
			<xsl:when test="@look = 2">#28a197</xsl:when>
			<xsl:when test="@look = 3">#801650</xsl:when>
			<xsl:otherwise>#f46a25</xsl:otherwise>
		</xsl:choose>
	</xsl:template>

	<!-- Attributes of a filled shape. -->
	<xsl:template match="*" mode="fill">
		<xsl:attribute name="fill">
			<xsl:choose>
				<xsl:when test="@look = 1">#12436d</xsl:when>
				<xsl:otherwise>
					<xsl:value-of select="concat('url(#', ancestor::chart[1]/@id, '-look-', @look, ')')"/>
				</xsl:otherwise>
			</xsl:choose>
		</xsl:attribute>
		<xsl:attribute name="stroke"><xsl:apply-templates select="." mode="colour"/></xsl:attribute>
	</xsl:template>

	<!-- Attributes of a line. -->
	<xsl:template match="*" mode="stroke">
		<xsl:attribute name="stroke"><xsl:apply-templates select="." mode="colour"/></xsl:attribute>
		<xsl:attribute name="stroke-width">3</xsl:attribute>
		<xsl:if test="@look != 1">
			<xsl:attribute name="stroke-dasharray">
				<xsl:choose>
					<xsl:when test="@look = 2">8 4</xsl:when>
					<xsl:when test="@look = 3">3 4</xsl:when>
					<xsl:otherwise>12 4 3 4</xsl:otherwise>
				</xsl:choose>
			</xsl:attribute>
		</xsl:if>
	</xsl:template>

	<!-- Round, square, triangle, diamond. -->
	<xsl:template match="*" mode="point">
		<path stroke="#ffffff" stroke-width="1">
			<xsl:attribute name="fill"><xsl:apply-templates select="." mode="colour"/></xsl:attribute>
			<xsl:attribute name="d">
				<xsl:choose>
					<xsl:when test="@look = 1">M-5.5 0a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0 -11 0z</xsl:when>
					<xsl:when test="@look = 2">M-5 -5H5V5H-5z</xsl:when>
					<xsl:when test="@look = 3">M0 -6.5L6.5 5.5H-6.5z</xsl:when>
					<xsl:otherwise>M0 -7L7 0L0 7L-7 0z</xsl:otherwise>
				</xsl:choose>
			</xsl:attribute>
		</path>
	</xsl:template>

	<xsl:template match="series">
		<li class="app-chart__key-item">
			<svg class="app-chart__swatch" xmlns="http://www.w3.org/2000/svg" width="28" height="16" focusable="false">
				<rect x="1" y="1" width="26" height="14">
					<xsl:apply-templates select="." mode="fill"/>
				</rect>
			</svg>
			<xsl:value-of select="@label"/>
		</li>
	</xsl:template>

	<xsl:template match="chart[@kind = 'line']/series">
		<li class="app-chart__key-item">
			<svg class="app-chart__swatch" xmlns="http://www.w3.org/2000/svg" width="42" height="16" viewBox="-21 -8 42 16" focusable="false">
				<path d="M-21 0H21">
					<xsl:apply-templates select="." mode="stroke"/>
				</path>
				<xsl:apply-templates select="." mode="point"/>
			</svg>
			<xsl:value-of select="@label"/>
		</li>
	</xsl:template>

	<!-- ============ bars ============ -->

	<xsl:template match="chart" mode="drawing">
		<xsl:apply-templates select="group"/>
	</xsl:template>

	<xsl:template match="chart/group">
		<div class="app-chart__row">
			<div class="app-chart__label"><xsl:value-of select="@label"/></div>
			<svg class="app-chart__bars" xmlns="http://www.w3.org/2000/svg" width="100%" height="{count(mark) * 24}" focusable="false">
				<xsl:apply-templates select="mark"/>
			</svg>
		</div>
	</xsl:template>

	<xsl:template match="chart[@kind = 'stack']/group">
		<div class="app-chart__row">
			<div class="app-chart__label"><xsl:value-of select="@label"/></div>
			<svg class="app-chart__bars" xmlns="http://www.w3.org/2000/svg" width="100%" height="26" focusable="false">
				<xsl:apply-templates select="mark"/>
				<text class="app-chart__number" x="{@at}%" y="18" dx="8" fill="#0b0c0c"><xsl:value-of select="@total"/></text>
			</svg>
		</div>
	</xsl:template>

	<xsl:template match="group/mark">
		<xsl:variable name="y" select="(position() - 1) * 24"/>
		<xsl:if test="@size &gt; 0">
			<rect x="0" y="{$y + 2}" width="{@size}%" height="20">
				<xsl:apply-templates select="." mode="fill"/>
			</rect>
		</xsl:if>
		<text class="app-chart__number" x="{@size}%" y="{$y + 17}" dx="8" fill="#0b0c0c"><xsl:value-of select="@label"/></text>
	</xsl:template>

	<xsl:template match="chart[@kind = 'stack']/group/mark">
		<xsl:if test="@size &gt; 0">
			<rect x="{@x}%" y="2" width="{@size}%" height="22">
				<xsl:apply-templates select="." mode="fill"/>
			</rect>
		</xsl:if>
	</xsl:template>

	<!-- White between the parts: neighbours are told apart by more than colour. -->
	<xsl:template match="chart[@kind = 'stack']/group/mark[preceding-sibling::mark/@size &gt; 0]">
		<xsl:if test="@size &gt; 0">
			<rect x="{@x}%" y="2" width="{@size}%" height="22">
				<xsl:apply-templates select="." mode="fill"/>
			</rect>
			<rect x="{@x}%" y="0" width="3" height="26" transform="translate(-1)" fill="#ffffff"></rect>
		</xsl:if>
	</xsl:template>

	<!-- ============ over time ============ -->

	<xsl:template match="chart[@kind = 'columns' or @kind = 'line']" mode="drawing">
		<div class="app-chart__plot">
			<svg class="app-chart__svg" xmlns="http://www.w3.org/2000/svg" width="100%" height="240" focusable="false">
				<xsl:apply-templates select="tick"/>
				<xsl:apply-templates select="group/join"/>
				<xsl:apply-templates select="group/mark"/>
				<line x1="0" x2="100%" y1="100%" y2="100%" stroke="#0b0c0c" stroke-width="1"></line>
				<xsl:apply-templates select="group" mode="period"/>
			</svg>
		</div>
	</xsl:template>

	<xsl:template match="tick">
		<line x1="0" x2="100%" y1="{100 - @at}%" y2="{100 - @at}%" stroke="#cecece" stroke-width="1"></line>
		<text class="app-chart__scale" x="0" y="{100 - @at}%" dx="-8" dy="5" text-anchor="end" fill="#484949"><xsl:value-of select="@label"/></text>
	</xsl:template>

	<xsl:template match="group" mode="period">
		<xsl:if test="@show != 'no'">
			<text class="app-chart__period app-chart__shown--{@show}" x="{@at}%" y="100%" dy="22" text-anchor="middle" fill="#484949"><xsl:value-of select="@label"/></text>
		</xsl:if>
	</xsl:template>

	<xsl:template match="chart[@kind = 'columns']/group/mark">
		<xsl:if test="@size &gt; 0">
			<rect x="{@x}%" y="{100 - @size}%" width="{@wide}%" height="{@size}%">
				<xsl:apply-templates select="." mode="fill"/>
			</rect>
		</xsl:if>
		<xsl:if test="@show != 'no'">
			<text class="app-chart__number app-chart__shown--{@show}" x="{@x + @wide div 2}%" y="{100 - @size}%" dy="-6" text-anchor="middle" fill="#0b0c0c"><xsl:value-of select="@label"/></text>
		</xsl:if>
	</xsl:template>

	<xsl:template match="join">
		<line x1="{@x1}%" y1="{100 - @y1}%" x2="{@x2}%" y2="{100 - @y2}%">
			<xsl:apply-templates select="." mode="stroke"/>
		</line>
	</xsl:template>

	<xsl:template match="chart[@kind = 'line']/group/mark">
		<svg class="app-chart__point" x="{@x}%" y="{100 - @size}%" width="1" height="1" overflow="visible">
			<xsl:apply-templates select="." mode="point"/>
		</svg>
	</xsl:template>
</xsl:stylesheet>
