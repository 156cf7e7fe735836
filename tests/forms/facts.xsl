<?xml version="1.0" encoding="UTF-8"?>
<!--
	What check.awk wants to know of a form, a code list or a set of terms: one
	line a thing, tabs between, a hyphen where there is nothing.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
	<xsl:output method="text" encoding="UTF-8"/>
	<xsl:strip-space elements="*"/>

	<xsl:param name="file"/>

	<xsl:template match="/">
		<xsl:apply-templates select="*"/>
	</xsl:template>

	<xsl:template match="form">
		<xsl:value-of select="concat('form&#9;', $file, '&#9;', @name, '-', @version, '&#10;')"/>
		<xsl:apply-templates select="@*|section|text()" mode="words"/>
		<xsl:apply-templates select="section"/>
	</xsl:template>

	<xsl:template match="section|group|box">
		<xsl:value-of select="concat(name(), '&#9;', @id, '&#9;')"/>
		<xsl:apply-templates select="." mode="name"/>
		<xsl:text>&#10;</xsl:text>
		<xsl:apply-templates select="section|group|box|field"/>
	</xsl:template>

	<xsl:template match="*" mode="name">-</xsl:template>
	<xsl:template match="*[@name]" mode="name"><xsl:value-of select="@name"/></xsl:template>

	<xsl:template match="field">
		<xsl:value-of select="concat('field&#9;', @id, '&#9;', @name, '&#9;', @type)"/>
		<xsl:for-each select="@choices"><xsl:value-of select="concat('&#9;', .)"/></xsl:for-each>
		<xsl:if test="not(@choices)">&#9;-</xsl:if>
		<xsl:for-each select="@required-if"><xsl:value-of select="concat('&#9;', .)"/></xsl:for-each>
		<xsl:if test="not(@required-if)">&#9;-</xsl:if>
		<xsl:for-each select="@only-if"><xsl:value-of select="concat('&#9;', .)"/></xsl:for-each>
		<xsl:if test="not(@only-if)">&#9;-</xsl:if>
		<xsl:for-each select="@required"><xsl:value-of select="concat('&#9;', .)"/></xsl:for-each>
		<xsl:if test="not(@required)">&#9;-</xsl:if>
		<xsl:text>&#9;</xsl:text>
		<xsl:choose>
			<xsl:when test="parent::group"><xsl:value-of select="../@name"/></xsl:when>
			<xsl:otherwise>-</xsl:otherwise>
		</xsl:choose>
		<xsl:text>&#10;</xsl:text>
	</xsl:template>

	<!-- Every text for people that has a term in it. -->
	<xsl:template match="*" mode="words">
		<xsl:apply-templates select="@*|*|text()" mode="words"/>
	</xsl:template>
	<xsl:template match="@*|text()" mode="words">
		<xsl:if test="contains(., '{')">
			<xsl:value-of select="concat('words&#9;', normalize-space(.), '&#10;')"/>
		</xsl:if>
	</xsl:template>

	<xsl:template match="codelist">
		<xsl:value-of select="concat('list&#9;', $file, '&#9;', @name, '&#10;')"/>
		<xsl:for-each select="code">
			<xsl:value-of select="concat('code&#9;', @code, '&#9;', @from, '&#9;', @to, '&#9;', @flags, '&#10;')"/>
		</xsl:for-each>
		<xsl:apply-templates select="." mode="words"/>
	</xsl:template>

	<xsl:template match="terms">
		<xsl:value-of select="concat('terms&#9;', $file, '&#9;terms-', @name, '&#10;')"/>
		<xsl:for-each select="term">
			<xsl:value-of select="concat('term&#9;', @key, '&#10;')"/>
		</xsl:for-each>
	</xsl:template>
</xsl:stylesheet>
