<?xml version="1.0" encoding="UTF-8"?>
<!--
	Turns a form into a C header: one enumerator a field, group and section, in
	the order of the form, and their names. A field that is renamed or dropped
	then breaks the compile of whatever reads it.

		xsltproc -o caf-assessment.h -stringparam prefix caf_assessment \
		    xslt/form-fields.xsl modules/caf/forms/assessment-1.xml

	makes caf_assessment_field with CAF_ASSESSMENT_GIVEN_NAMES,
	caf_assessment_group, caf_assessment_section, and the initialisers
	CAF_ASSESSMENT_FIELD_NAMES and so on for arrays of their names.
	(In a shell the parameter is written with two hyphens.)
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
	<xsl:output method="text" encoding="UTF-8"/>
	<xsl:strip-space elements="*"/>

	<xsl:param name="prefix"/>

	<xsl:variable name="lower">abcdefghijklmnopqrstuvwxyz-</xsl:variable>
	<xsl:variable name="upper">ABCDEFGHIJKLMNOPQRSTUVWXYZ_</xsl:variable>
	<xsl:variable name="PREFIX" select="translate($prefix, $lower, $upper)"/>

	<xsl:template match="/form">
		<xsl:if test="$prefix = ''">
			<xsl:message terminate="yes">form-fields.xsl: no prefix given</xsl:message>
		</xsl:if>
		<xsl:value-of select="concat(
		    '/* Made by form-fields.xsl from ', @name, '-', @version, '.xml. */&#10;',
		    '#ifndef ', $PREFIX, '_FORM_H&#10;',
		    '#define ', $PREFIX, '_FORM_H&#10;&#10;',
		    '#define ', $PREFIX, '_VERSION ', @version, '&#10;')"/>
		<xsl:call-template name="names">
			<xsl:with-param name="kind">field</xsl:with-param>
			<xsl:with-param name="nodes" select="//field"/>
		</xsl:call-template>
		<xsl:call-template name="names">
			<xsl:with-param name="kind">group</xsl:with-param>
			<xsl:with-param name="nodes" select="//group"/>
		</xsl:call-template>
		<xsl:call-template name="names">
			<xsl:with-param name="kind">section</xsl:with-param>
			<xsl:with-param name="nodes" select="section"/>
		</xsl:call-template>
		<xsl:text>&#10;#endif&#10;</xsl:text>
	</xsl:template>

	<!-- Fields carry the bare prefix, for they are what code names most. -->
	<xsl:template name="names">
		<xsl:param name="kind"/>
		<xsl:param name="nodes"/>
		<xsl:variable name="stem">
			<xsl:value-of select="$PREFIX"/>
			<xsl:if test="$kind != 'field'">
				<xsl:value-of select="concat('_', translate($kind, $lower, $upper))"/>
			</xsl:if>
			<xsl:text>_</xsl:text>
		</xsl:variable>
		<xsl:value-of select="concat('&#10;enum ', $prefix, '_', $kind, ' {&#10;')"/>
		<xsl:for-each select="$nodes">
			<xsl:value-of select="concat('&#9;', $stem, translate(@name, $lower, $upper), ',')"/>
			<xsl:if test="@id">
				<xsl:value-of select="concat('&#9;/* ', @id, ' */')"/>
			</xsl:if>
			<xsl:text>&#10;</xsl:text>
		</xsl:for-each>
		<xsl:value-of select="concat('&#9;', $stem, '_MAX&#10;};&#10;')"/>
		<xsl:if test="$nodes">
			<xsl:value-of select="concat('&#10;#define ', $PREFIX, '_',
			    translate($kind, $lower, $upper), '_NAMES { \&#10;')"/>
			<xsl:for-each select="$nodes">
				<xsl:value-of select="concat('&#9;[', $stem, translate(@name, $lower, $upper),
				    '] = &quot;', @name, '&quot;, \&#10;')"/>
			</xsl:for-each>
			<xsl:text>}&#10;</xsl:text>
		</xsl:if>
	</xsl:template>
</xsl:stylesheet>
